import AsyncHTTPClient
import Experiments
import NIOHTTP1

/// A request that can do without what a model turns out to refuse.
protocol AdaptableRequest: Sendable {
  associatedtype Adaptation: Sendable & Hashable

  /// The model's name as the server knows it.
  var model: String { get }
  /// What the request does without or does differently.
  var adaptations: Set<Adaptation> { get set }
  /// What is asked for and not in the body, by the names of the settings.
  var unsent: [String] { get }

  /// The body as JSON.
  ///
  /// - Throws: `ProviderError` with code `badRequest` when what is asked for cannot be said.
  func body(endpoint: String) throws -> JSONBody

  /// The adaptation that may help after a refusal; nil when none would.
  func adaptation(to complaint: ServerComplaint) -> Adaptation?
}

extension HTTPConnection {
  /// Posts a request, adapted as often as something new is learned, until it is answered with 200.
  ///
  /// Nothing was answered before, so nothing is paid twice. The second value is what the answered
  /// request went without.
  ///
  /// - Throws: `ProviderError`, or `CancellationError`.
  func post<Request: AdaptableRequest>(
    _ request: Request,
    to path: String,
    learning learned: LearnedAdaptations<Request.Adaptation>
  ) async throws -> (HTTPClientResponse, unsent: [String]) {
    var request = request
    while true {
      request.adaptations = learned.adaptations(of: request.model)
      let text = try request.body(endpoint: endpoint).text
      let response = try await open(path, body: Array(text.utf8))
      if response.status == .ok { return (response, request.unsent) }
      let body = try await contents(of: response)
      let complaint = fault.complaint(response.status.code, body)
      guard let new = request.adaptation(to: complaint), !request.adaptations.contains(new) else {
        throw fault.status(response.status, headers: response.headers, body: body)
      }
      learned.learn(new, for: request.model)
    }
  }
}
