/// koderz stopped by itself: nothing failed, and a person has to decide how to go on.
package struct Halted: ExperimentContent {
  package static let kind: EventKind = "halted"
  /// Why it stopped.
  package enum Reason: String, Codable, Sendable, Hashable, CaseIterable {
    /// The next call could have cost more than is left; it was not sent.
    case budget
    /// The server read only a part of the prompt.
    case context
  }

  package var reason: Reason
  package var role: Role
  /// One sentence.
  package var message: String
  /// What would have been broken, when the reason is the budget.
  package var breach: BudgetBreach?

  package init(reason: Reason, role: Role, message: String, breach: BudgetBreach? = nil) {
    self.reason = reason
    self.role = role
    self.message = message
    self.breach = breach
  }

  package var changesPosition: Bool { role == .coder }

  /// A request over the budget is not kept: a cheaper model makes another.
  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    experiment.halted = reason
    if reason == .budget, role == .coder { experiment.forgetCall(event) }
  }
}
