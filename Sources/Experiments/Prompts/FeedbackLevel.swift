/// How much of a failure the coder is shown; each level shows all that the ones before it do.
package enum FeedbackLevel: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Nothing: every attempt is independent.
  case none
  /// The last code and that it failed.
  case status
  /// The kind of failure: the outcome or the exception's class.
  case `class`
  /// Counts of assertions and the exception's message.
  case message
  /// The failing assertions with call, expected and got; three at most.
  case assertion
  /// The traceback, and ten assertions.
  case trace

  package static func < (left: FeedbackLevel, right: FeedbackLevel) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The label an attempt has when it is shown a failure at this level.
  package var exposure: Exposure {
    switch self {
    case .none: .comparable
    case .status, .class: .feedback
    case .message, .assertion, .trace: .oracle
    }
  }

  var assertionLimit: Int {
    switch self {
    case .none, .status, .class, .message: 0
    case .assertion: 3
    case .trace: 10
    }
  }
}
