package import CanonicalJSON
import Experiments
package import Judging

/// A file format of benchmark problems: one JSON object per line.
package protocol ProblemFormat: Sendable {
  /// The format's name in messages.
  static var name: String { get }

  /// Whether a record looks like one of this format.
  static func recognizes(_ record: JSONValue) -> Bool

  /// The problem a record holds, with its gold.
  ///
  /// - Throws: `RecordError` naming the member that is missing or wrong.
  static func problem(from record: JSONValue) throws(RecordError) -> BenchmarkProblem
}

/// Every format there is.
package enum ProblemFormats {
  /// The first that recognizes a record reads it.
  ///
  /// A new format is one file and one line here.
  package static let all: [any ProblemFormat.Type] = [
    BigCodeBenchFormat.self,
    HumanEvalFormat.self,
    MBPPFormat.self,
  ]
}

/// What is wrong with one record.
package struct RecordError: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}
