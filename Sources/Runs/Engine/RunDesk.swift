import Experiments
import Synchronization

/// What the callers of one session share besides its events: what runs, what money is reserved, what
/// was said already.
final class RunDesk: Sendable {
  struct State: Sendable {
    var works = WorkTable()
    /// The most that calls under way can cost, by problem.
    var reserved: [String: Money] = [:]
    /// How often something was given back.
    var releases = 0
    /// What calls that the session does not record have cost at most, since koderz was started.
    var unrecorded = Money.zero
    /// Drafts that a caller is working on, by their first event.
    var drafts: Set<Int> = []
    /// What stands in for an unavailable model, by role.
    var standIns: [Role: String] = [:]
    /// Models and the options they were asked without, that were told.
    var toldUnsent: Set<String> = []
    /// Brings the stored results of older sessions up to date.
    var projection: Task<Void, Never>?
    /// Templates as they were last read, by name.
    var templates: [String: PromptTemplate] = [:]
  }

  private let state = Mutex(State())

  /// Looks at the state or changes it; nothing else does meanwhile.
  func with<Value: Sendable>(_ body: (inout sending State) throws -> Value) rethrows -> Value {
    try state.withLock { state in try body(&state) }
  }

  /// Enters work for as long as `body` runs.
  ///
  /// - Throws: `WorkbenchError` of kind `busy`; what `body` throws.
  func doing<Value>(
    _ work: Work, _ body: (_ id: Int) async throws -> Value
  ) async throws -> Value {
    let id = try state.withLock { state throws(WorkbenchError) in try state.works.begin(work) }
    defer { state.withLock { $0.works.end(id) } }
    return try await body(id)
  }

  /// Takes a draft for one caller; false when another has it.
  func take(draft id: Int) -> Bool { state.withLock { $0.drafts.insert(id).inserted } }

  func release(draft id: Int) { state.withLock { _ = $0.drafts.remove(id) } }

  /// Adds to what calls under way can cost.
  func reserve(_ amount: Money, for taskID: String) {
    state.withLock { $0.reserve(amount, for: taskID) }
  }

  /// Takes away from what calls under way can cost.
  func release(_ amount: Money, for taskID: String) {
    state.withLock { state in
      state.reserve(.zero - amount, for: taskID)
      state.releases += 1
    }
  }
}

extension RunDesk.State {
  mutating func reserve(_ amount: Money, for taskID: String) {
    reserved[taskID] = (reserved[taskID] ?? .zero) + amount
  }

  /// What the events say was spent, with what is reserved and what they do not record.
  func spent(
    _ recorded: [Budget.Scope: Money], for taskID: String?
  ) -> [Budget.Scope: Money] {
    var spent = recorded
    let all = reserved.values.reduce(Money.zero, +)
    spent[.session] = (recorded[.session] ?? .zero) + unrecorded + all
    spent[.problem] = (recorded[.problem] ?? .zero) + (taskID.flatMap { reserved[$0] } ?? .zero)
    return spent
  }
}
