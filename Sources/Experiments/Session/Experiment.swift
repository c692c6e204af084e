package import CanonicalJSON

/// The tree of attempts of one problem in a session.
package struct Experiment: Sendable, Hashable {
  package var problem: ProblemOpened
  /// `attempts[n - 1]` is `@n`.
  package var attempts: [Attempt] = []
  /// `specs[n - 1]` is `s<n>`.
  package var specs: [SpecMade] = []
  /// `guidance[n - 1]` is `g<n>`.
  package var guidance: [GuidanceAdded] = []
  /// `reviews[n - 1]` is `r<n>`.
  package var reviews: [ReviewMade] = []
  package internal(set) var position = Position()
  /// Ordinals of things given that were undone: they are in no prompt.
  package internal(set) var undone: Set<Int> = []
  /// Version of the rules by which its session is folded.
  package internal(set) var format: Int
  package var ledger = Ledger()
  /// The sample that the next answer to a request is, by the request's hash; from 0.
  package var samplesTaken: [ContentHash: Int] = [:]
  /// The most that calls of the coder can have cost that broke off since the last answer, by the place
  /// of the attempt they were for.
  package var brokenAtMost: [Spot: Money] = [:]
  /// Outcomes that were not attempts: failures of servers and sandboxes.
  package var infraCount = 0
  /// Why the last run of attempts stopped by itself; nil once a call was answered since.
  package var halted: Halted.Reason?

  init(problem: ProblemOpened, format: Int) {
    self.problem = problem
    self.format = format
  }

  package var taskID: String { problem.taskID }

  /// The attempt at the head; nil at the root.
  package var head: Attempt? { attempt(position.head) }

  /// The attempt `@number`; nil for the root and for numbers not made.
  package func attempt(_ number: Int) -> Attempt? {
    attempts.indices.contains(number - 1) ? attempts[number - 1] : nil
  }

  /// The attempts from below the root to `number`, in order; empty for the root.
  package func path(to number: Int) -> [Attempt] {
    var path: [Attempt] = []
    var next = number
    while let attempt = attempt(next) {
      path.append(attempt)
      next = attempt.parent
    }
    return path.reversed()
  }

  /// Whether `ancestor` lies on the path to `number`, or is it; the root lies on every path.
  package func isAncestor(_ ancestor: Int, of number: Int) -> Bool {
    var next = number
    while next > ancestor, let attempt = attempt(next) { next = attempt.parent }
    return next == ancestor
  }

  /// The attempts made at `number`, in order.
  package func children(of number: Int) -> [Attempt] {
    attempts.filter { $0.parent == number }
  }

  /// `g<number>`.
  package func guidance(number: Int) -> GuidanceAdded? {
    guidance.indices.contains(number - 1) ? guidance[number - 1] : nil
  }

  /// The first attempt that passed, in order of making.
  package var firstPass: Attempt? { attempts.first(where: \.isPass) }

  /// The first attempt of a model that passed; what a person wrote counts for none.
  package var firstModelPass: Attempt? { attempts.first { $0.isPass && !$0.isByHand } }
}
