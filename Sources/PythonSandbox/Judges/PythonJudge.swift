package import Experiments
package import Judging

/// A judge whose work is done by the harness: everything about it is on the conforming type.
///
/// To add one, write a conforming type in a file of its own and add it to `PythonJudges.all`; the
/// contract suite tests it from then on.
package protocol PythonJudge: JudgeKind {
  /// The part of the harness that it works with.
  static var harness: HarnessProfile { get }

  /// The tests in one of the shapes that the harness reads.
  static func tests(in gold: Gold, of problem: Problem) -> HarnessTests

  /// A small problem for it, by which the contract suite tests it; its function `double` doubles a
  /// number.
  static var example: BenchmarkProblem { get }
}

extension PythonJudge {
  package static var forms: Set<Submission.Form> { [.source] }
}

/// The judges that this sandbox has.
package enum PythonJudges {
  /// Every judge, in the order in which messages name them.
  package static let all: [any PythonJudge.Type] = [
    CheckJudge.self,
    TestListJudge.self,
    UnittestJudge.self,
  ]
}
