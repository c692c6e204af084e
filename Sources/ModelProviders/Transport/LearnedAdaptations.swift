import Experiments
import Synchronization

/// What each model of a service has been found to refuse, so that it is asked in vain only once.
///
/// A class because all calls of one service learn together.
final class LearnedAdaptations<Adaptation: Sendable & Hashable>: Sendable {
  private let learned = Mutex<[String: Set<Adaptation>]>([:])

  /// What a model's requests must do without or do differently.
  func adaptations(of model: String) -> Set<Adaptation> {
    learned.withLock { $0[model] ?? [] }
  }

  /// Remembers one.
  func learn(_ adaptation: Adaptation, for model: String) {
    learned.withLock { _ = $0[model, default: []].insert(adaptation) }
  }
}

extension ServerComplaint {
  /// Whether the server refuses a field of the request as such: its value would not matter.
  ///
  /// OpenAI names the field and says `unsupported_parameter` or `unsupported_value`; others only say
  /// it in words.
  func refuses(_ field: String) -> Bool {
    guard code == .badRequest, let words = message?.lowercased() else { return false }
    guard parameter == field || words.contains(field.lowercased()) else { return false }
    let phrases = [
      "unsupported", "not support", "unrecognized", "unknown", "not permitted", "not allowed",
      "deprecated", "only the default", "may only be set", "cannot both", "unexpected",
    ]
    return phrases.contains { words.contains($0) }
  }
}
