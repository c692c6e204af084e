import AsyncHTTPClient
import Experiments
import NIOHTTP1
import Synchronization

/// A request that can do without what a model turns out to refuse.
protocol AdaptableRequest: Sendable {
  associatedtype Adaptation: Sendable & Hashable

  /// The model's name as the server knows it.
  var model: String { get }
  /// What the request does without or does differently.
  var adaptations: Set<Adaptation> { get set }

  /// The body as JSON.
  ///
  /// - Throws: `ProviderError` with code `badRequest` when what is asked for cannot be said.
  func body(endpoint: String) throws -> JSONBody

  /// The adaptation that may help after a refusal; nil when none would.
  func adaptation(to complaint: ServerComplaint) -> Adaptation?
}

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

extension HTTPConnection {
  /// Posts a request, adapted as often as something new is learned, until it is answered with 200.
  ///
  /// Nothing was answered before, so nothing is paid twice.
  ///
  /// - Throws: `ProviderError`, or `CancellationError`.
  func post<Request: AdaptableRequest>(
    _ request: Request,
    to path: String,
    learning learned: LearnedAdaptations<Request.Adaptation>
  ) async throws -> HTTPClientResponse {
    var request = request
    while true {
      request.adaptations = learned.adaptations(of: request.model)
      let text = try request.body(endpoint: endpoint).text
      let response = try await open(path, body: Array(text.utf8))
      if response.status == .ok { return response }
      let body = try await contents(of: response)
      let complaint = fault.complaint(response.status.code, body)
      guard let new = request.adaptation(to: complaint), !request.adaptations.contains(new) else {
        throw fault.status(response.status, headers: response.headers, body: body)
      }
      learned.learn(new, for: request.model)
    }
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
