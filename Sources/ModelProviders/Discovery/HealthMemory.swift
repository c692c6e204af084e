import Experiments
import Synchronization

/// Remembers for a minute what a short completion showed, so that asking twice costs once.
///
/// A class because every copy of `LiveModelServers` shares it.
final class HealthMemory: Sendable {
  private struct Key: Hashable {
    var url: String
    var model: String
  }

  private struct Entry {
    var model: ServedModel
    var at: Double
  }

  /// **Units**: milliseconds.
  static let lifetime = 60_000.0

  private let entries = Mutex<[Key: Entry]>([:])
  private let monotonicMs: @Sendable () -> Double

  init(monotonicMs: @escaping @Sendable () -> Double) {
    self.monotonicMs = monotonicMs
  }

  func remember(_ model: ServedModel, at url: String) {
    let entry = Entry(model: model, at: monotonicMs())
    entries.withLock { $0[Key(url: url, model: model.name)] = entry }
  }

  /// What was seen in the last minute; nil when nothing was.
  func recent(_ name: String, at url: String) -> ServedModel? {
    let now = monotonicMs()
    return entries.withLock { entries in
      guard let entry = entries[Key(url: url, model: name)], now - entry.at < Self.lifetime else {
        return nil
      }
      return entry.model
    }
  }
}
