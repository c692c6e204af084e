package import Experiments
import Synchronization

/// Recordings: `recorded:FILE`.
package struct RecordedKind: ProviderKind {
  package static let name = "recorded"
  package static let form = "recorded:FILE"
  package static let example = "recorded:answers.jsonl"
  /// No: what it does must not depend on the time of day, as a breaker's pause would.
  package static let isServer = false

  private let services: ProviderServices
  private let loaded = LoadedRecordings()

  package init(_ services: ProviderServices) {
    self.services = services
  }

  package func claims(_ model: String) -> Bool { model.hasPrefix("recorded:") }

  package func resolve(_ model: String) throws -> ResolvedModel {
    let path = String(model.dropFirst("recorded:".count))
    let recording = try loaded.recording(at: path) { try read(path) }
    let (tier, price) = cost(of: recording)
    return ResolvedModel(
      provider: RecordedProvider(path: path, recording: recording),
      name: model,
      tier: tier,
      price: price)
  }

  package var listing: (any ModelProvider)? { nil }

  private func read(_ path: String) throws -> Recording {
    let bytes: [UInt8]
    do {
      bytes = try services.readFile(path)
    } catch {
      throw ProviderError(
        code: .notConfigured, endpoint: "recorded:\(path)",
        message: "the file cannot be read: \(error)")
    }
    return try Recording(contentsOf: path, bytes: bytes)
  }

  /// What the recorded models cost when they are known and agree; free when none is known.
  ///
  /// When known models differ, the highest tier stands and the price is unknown.
  private func cost(of recording: Recording) -> (Tier, Price?) {
    let entries = recording.models.compactMap { services.prices.entry(for: $0) }
    guard let first = entries.first else { return (.local, .free) }
    let agrees =
      recording.models.count == entries.count
      && entries.allSatisfy { $0.tier == first.tier && $0.price == first.price }
    if agrees { return (first.tier, first.price) }
    return (entries.contains { $0.tier == .fullFrontier } ? .fullFrontier : .smallFrontier, nil)
  }
}

/// Recordings by path, each read once.
///
/// A class because every resolution of a name shares what was read.
private final class LoadedRecordings: Sendable {
  private let recordings = Mutex<[String: Recording]>([:])

  func recording(at path: String, read: () throws -> Recording) throws -> Recording {
    try recordings.withLock { recordings in
      if let known = recordings[path] { return known }
      let new = try read()
      recordings[path] = new
      return new
    }
  }
}
