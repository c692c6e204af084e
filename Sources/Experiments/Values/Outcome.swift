/// How one run of a candidate ended; the closed set that every number of koderz rests on.
package enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
  /// Every assertion held, and the judge itself saw the run complete.
  case pass
  /// At least one assertion did not hold.
  case wrong
  /// The candidate raised, at load (`phase` is `load`) or while tested.
  case exception
  /// The candidate is not Python.
  case syntax
  /// The completion holds no code.
  case noCode = "no-code"
  /// The code does not define the entry point.
  case noEntry = "no-entry"
  /// CPU or wall time ran out.
  case timeout
  /// The memory limit was met.
  case memory
  /// The process died from a signal.
  case crash
  /// The candidate interfered with the judge, or answered with something that cannot be true.
  case tampered
  /// The completion stopped at the output limit before the code was complete.
  case truncated
  /// The model declined to answer.
  case refused
  /// A server, the network or the sandbox failed: not an attempt of the model.
  case infra
  /// A person stopped it: not an attempt of the model.
  case cancelled

  /// Whether it counts as an attempt of the model and takes a number `@n`.
  package var isAttempt: Bool { self != .infra && self != .cancelled }
}
