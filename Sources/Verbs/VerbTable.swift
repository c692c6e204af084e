import Experiments
package import Runs

/// Finds verbs by the words that people type.
package enum VerbTable {
  /// The verb for a word: its name, an alias, or a prefix of one name only.
  ///
  /// A leading `/` or `.` is tolerated.
  ///
  /// - Throws: `WorkbenchError` naming the verbs it could be, or the nearest ones.
  package static func verb(for word: String) throws(WorkbenchError) -> any Verb.Type {
    let word = word.count > 1 && "/.".contains(word.prefix(1)) ? String(word.dropFirst()) : word
    if let verb = VerbRegistry.all.first(where: { $0.name == word || $0.aliases.contains(word) }) {
      return verb
    }
    let matches = VerbRegistry.all.filter { $0.name.hasPrefix(word) }
    if matches.count == 1 { return matches[0] }
    if matches.count > 1 {
      let names = matches.map { $0.name }.joined(separator: ", ")
      throw WorkbenchError(
        "“\(word)” could be \(names)", hint: "type more of the word", word: word, kind: .usage)
    }
    throw unknown(word)
  }

  private static func unknown(_ word: String) -> WorkbenchError {
    let words = VerbRegistry.all.flatMap { [$0.name] + $0.aliases.filter { $0.count > 2 } }
    let near = NearestWords.nearest(to: word, in: words)
    let advice =
      near.isEmpty
      ? "help lists the verbs; apropos \(word) searches their help"
      : "nearest: \(near.joined(separator: ", "))"
    let isSetting = SettingDeclarations.named(word) != nil
    let hint = isSetting ? "\(word) is a setting: set \(word) VALUE, help \(word)" : advice
    return WorkbenchError("unknown verb “\(word)”", hint: hint, word: word, kind: .usage)
  }
}
