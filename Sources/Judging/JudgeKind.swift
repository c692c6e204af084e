package import Experiments

/// A way to judge submissions: everything about it is on the conforming type.
///
/// To add one, write a conforming type in a file of its own and add it to its sandbox's list; the
/// contract suite tests it from then on.
package protocol JudgeKind: Sendable {
  /// What problems call it.
  static var name: JudgeName { get }

  /// The forms of submission that it takes.
  static var forms: Set<Submission.Form> { get }

  /// What its verdicts count, such as `assertion`.
  static var unit: String { get }

  /// How many units the tests hold as far as their text tells; loops and helpers may make more.
  static func count(in tests: String) -> Int
}

extension JudgeKind {
  /// How many lines of a text begin with a word, white space aside.
  package static func lines(of text: String, beginning word: String) -> Int {
    text.split(separator: "\n").count { $0.drop(while: \.isWhitespace).hasPrefix(word) }
  }
}
