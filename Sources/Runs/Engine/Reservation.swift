import Experiments

/// Money that a call under way can cost at most, held back until what it did cost is recorded.
struct Reservation: Sendable {
  let taskID: String
  let desk: RunDesk
  /// The most that one try can cost; nil when the model has no price.
  let worst: Money?
  private(set) var held = Money.zero

  init(_ worst: Money?, for taskID: String, at desk: RunDesk) {
    (self.worst, self.taskID, self.desk) = (worst, taskID, desk)
  }

  /// Holds the bound of one more try.
  mutating func holdOneMore() {
    let amount = worst ?? .zero
    held = held + amount
    desk.reserve(amount, for: taskID)
  }

  /// Takes over what the desk has reserved already.
  mutating func tookOver(_ amount: Money) { held = held + amount }

  /// Gives all of it back.
  func release() { desk.release(held, for: taskID) }
}

/// The tries of one call, as far as money is concerned.
struct Tries: Sendable {
  let model: ResolvedModel
  var reservation: Reservation
  /// Tries that were sent and not answered, the one under way not counted.
  var lost = 0

  /// The lost tries, and the last one when it may have cost something too; nil when none has.
  func broken(andLast isLost: Bool = false) -> BrokenCall? {
    let tries = lost + (isLost ? 1 : 0)
    guard tries > 0, model.price != .free else { return nil }
    return BrokenCall(
      model: model.name, tier: model.tier, atMost: reservation.worst.map { tries * $0 },
      tries: tries)
  }

  func broken(by error: ProviderError, partial: String) -> BrokenCall? {
    broken(andLast: !error.isBeforeWork || !partial.isEmpty)
  }
}

extension ProviderError {
  /// Whether the server did no work that it would charge for.
  fileprivate var isBeforeWork: Bool {
    switch code {
    case .unreachable, .modelNotFound, .keyRefused, .rateLimited, .overloaded, .notConfigured,
      .contextExceeded, .badRequest, .suspended, .recordingExhausted:
      true
    case .unanswered, .timeout, .serverError, .badResponse, .brokenStream: false
    }
  }
}
