package import Experiments
import Synchronization

/// Recordings: `recorded:FILE`.
///
/// Asking one spends nothing. Each answer says what was paid for it when it was recorded.
package struct RecordedKind: AdapterKind {
  package static let name = "recorded"
  package static let title = "a recording"
  package static let prefix = "recorded:"
  package static let form = "recorded:FILE"
  package static let example = "recorded:answers.jsonl"
  package static let prices = PriceFamily.recording
  package static let takesFile = true
  /// No: what it does must not depend on the time of day, as a breaker's pause would.
  package static let isServer = false

  private let services: ProviderServices
  private let loaded = LoadedRecordings()

  package init(_ services: ProviderServices) {
    self.services = services
  }

  package func claims(_ model: String) -> Bool { model.hasPrefix(Self.prefix) }

  package func resolve(_ model: String) throws -> ResolvedModel {
    let path = HomeFolder.expanded(
      Self.bareName(model), home: services.environment["HOME"])
    let recording = try loaded.recording(at: path) { try read(path) }
    return ResolvedModel(
      provider: RecordedProvider(path: path, recording: recording, services: services),
      name: model,
      tier: tier(of: recording),
      price: .free,
      isReplay: true)
  }

  package var listing: (any ModelProvider)? { nil }

  /// The highest of its answers' tiers: what may be sent to each of the models fits all.
  private func tier(of recording: Recording) -> Tier {
    let tiers = Set(recording.sources.map { $0.tier(services) })
    return [.fullFrontier, .smallFrontier].first(where: tiers.contains) ?? .local
  }

  private func read(_ path: String) throws -> Recording {
    let bytes: [UInt8]
    do {
      bytes = try services.readFile(path)
    } catch {
      throw ProviderError(
        code: .notConfigured, endpoint: Self.prefix + path,
        message: "the file cannot be read: \(error)",
        suggestion: "the path of a file that recording export wrote")
    }
    return try Recording(contentsOf: path, bytes: bytes)
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
