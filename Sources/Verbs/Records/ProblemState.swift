import Experiments

/// How far a problem is in a session: what a person wrote solves nothing.
enum ProblemState: String, Codable, CaseIterable, Sendable {
  case untried
  case open
  case solved

  init(_ experiment: Experiment?) {
    guard let experiment, !experiment.attempts.isEmpty else {
      self = .untried
      return
    }
    self = experiment.firstModelPass == nil ? .open : .solved
  }
}

/// Which rule ended a run of attempts.
enum HaltReason: String, Codable, CaseIterable, Sendable {
  /// The server read only a part of the prompt.
  case context
  /// The rule of the plan that ran.
  case rule
}
