import Verbs

/// Says which arguments a line still lacks.
package enum ArgumentHint {
  /// What could follow the line, such as `FILE [--from STORE]`; empty when nothing could.
  ///
  /// Nothing is said inside a word.
  package static func missing(after line: String) -> String {
    // Behind a newline stands the text of a here-document or the rest of a long argument.
    guard !line.contains("\n") else { return "" }
    let typed = CommandWords(before: line)
    guard typed.place == .verb, typed.partial.isEmpty, !typed.words.isEmpty,
      let words = VerbWords(typed.words)
    else { return "" }
    if let pending = words.pending { return pending.valueName }
    let subcommands = words.description.subcommands
    if !subcommands.isEmpty, words.positional.isEmpty {
      return subcommands.map(\.name).joined(separator: "|")
    }
    let positional = words.description.arguments.filter { $0.kind == .positional }
    let missing = positional.dropFirst(words.positional.count)
    let repeated = missing.isEmpty ? positional.last.flatMap { $0.isRepeating ? $0 : nil } : nil
    let options = words.description.arguments.filter { argument in
      argument.kind != .positional && !argument.names.contains(where: words.options.contains)
    }
    return (missing + [repeated].compactMap { $0 } + options).map(\.synopsis)
      .joined(separator: " ")
  }
}
