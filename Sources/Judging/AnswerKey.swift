package import Experiments
import Synchronization

/// The gold that the simulator starts from: the declared exception to the rule that only judges read it.
///
/// A session puts a problem's gold here before it asks a simulator about that problem, and for no
/// other model. A class because the session writes it and simulators read it, on several tasks.
package final class AnswerKey: Sendable {
  private let known = Mutex<[Problem: Gold]>([:])

  package init(_ problems: [BenchmarkProblem] = []) {
    for whole in problems { add(whole) }
  }

  /// Adds a problem's gold; of a problem with two, the latest stays.
  package func add(_ whole: BenchmarkProblem) {
    known.withLock { $0[whole.problem] = whole.gold }
  }

  /// The gold of a problem; nil when no session gave it.
  package subscript(problem: Problem) -> Gold? { known.withLock { $0[problem] } }
}
