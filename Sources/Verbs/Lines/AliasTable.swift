import CommandLines
import Experiments
import Presentation
package import Runs
import Synchronization

/// The aliases of one run: a word and the line it stands for.
package final class AliasTable: Sendable {
  private let table = Mutex<[String: String]>([:])

  package init() {}

  /// The line that `word` stands for.
  package subscript(word: String) -> String? {
    get { table.withLock { $0[word] } }
    set { table.withLock { $0[word] = newValue } }
  }

  /// All of them, by word.
  package var all: [(word: String, line: String)] {
    table.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  }

  /// Whether a line, used as `word`, would come back to `word` by way of other aliases.
  func isRecursive(_ line: String, as word: String) -> Bool {
    var open = [line]
    var seen: Set<String> = []
    while let line = open.popLast() {
      for first in AliasExpansion.firstWords(of: line) where seen.insert(first).inserted {
        if first == word { return true }
        if let next = self[first] { open.append(next) }
      }
    }
    return false
  }
}

/// Puts the arguments of an alias into its line.
///
/// `$1` to `$9` are single arguments, `$*` is all of them; a line that names none gets them at its end.
package enum AliasExpansion {
  /// The line to run.
  ///
  /// - Throws: `WorkbenchError` when the line wants more arguments than there are, or fewer.
  package static func line(
    _ line: String, alias: String, arguments: [String]
  ) throws(WorkbenchError) -> String {
    let highest = highestNumber(in: line)
    guard highest > 0 || line.contains("$*") else {
      return arguments.isEmpty ? line : "\(line) \(CommandLineSplitter.join(arguments))"
    }
    guard arguments.count >= highest, line.contains("$*") || arguments.count == highest else {
      throw WorkbenchError(
        "\(alias) takes \(Numbers.plural(highest, "argument")), not \(arguments.count)",
        hint: "\(alias) = \(line)", word: alias, kind: .usage)
    }
    return substituted(line, arguments)
  }

  /// The verbs of a line, or the aliases in their places.
  static func firstWords(of line: String) -> [String] {
    (try? CommandLineSplitter.split(line))?.commands.compactMap(\.words.first) ?? []
  }

  private static func highestNumber(in line: String) -> Int {
    line.matches(of: #/\\.|\$([1-9])/#).compactMap { $0.1.flatMap { Int($0) } }.max() ?? 0
  }

  /// Each argument stays one word, whatever is in it: bare ones are quoted, those in quotes escaped.
  private static func substituted(_ line: String, _ arguments: [String]) -> String {
    var result = ""
    var quote: Character?
    var rest = line[...]
    while let character = rest.popFirst() {
      if character == "\\", quote != "'" {
        result.append(character)
        if let next = rest.popFirst() { result.append(next) }
        continue
      }
      if character == quote {
        quote = nil
      } else if quote == nil, "\"'".contains(character) {
        quote = character
      }
      if character == "$", let sign = rest.first, let values = values(of: sign, arguments) {
        rest.removeFirst()
        result += quote == nil ? CommandLineSplitter.join(values) : inQuotes(values, quote)
      } else {
        result.append(character)
      }
    }
    return result
  }

  private static func values(of sign: Character, _ arguments: [String]) -> [String]? {
    if sign == "*" { return arguments }
    guard let number = sign.wholeNumberValue, number > 0 else { return nil }
    return [arguments[number - 1]]
  }

  private static func inQuotes(_ values: [String], _ quote: Character?) -> String {
    let text = values.joined(separator: " ")
    if quote == "'" { return text.replacing("'", with: "'\"'\"'") }
    return text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}

/// Whether a script met its goal: the last `finish` decides.
package final class GoalRecord: Sendable {
  private let missed = Mutex(false)

  package init() {}

  package var isMissed: Bool {
    get { missed.withLock { $0 } }
    set { missed.withLock { $0 = newValue } }
  }
}
