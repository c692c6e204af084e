import AsyncHTTPClient
package import Experiments
import NIOHTTP1

/// Models of Anthropic, or of a server of its wire.
///
/// **Source**: <https://platform.claude.com/docs/en/api/messages>.
package struct AnthropicProvider: AnsweringProvider {
  let connection: HTTPConnection
  /// What the last listing had.
  let listed = ListedNames()
  private let learned = LearnedAdaptations<AnthropicAdaptation>()

  init(connection: HTTPConnection) {
    self.connection = connection
  }

  package var name: String { AnthropicKind.name }

  package var endpoint: String { connection.endpoint }

  /// Streams a message; thought comes as reasoning.
  ///
  /// A request that is refused for an option which this model does not take is sent again without
  /// it, and that is remembered: nothing was answered before, so nothing is paid twice.
  package func answer(
    _ request: GenerationRequest, in context: GenerationContext, to sink: GenerationSink
  ) async throws -> GenerationEnd {
    let response = try await open(request, problemPrompt: context.problem.prompt)
    let answer = AnthropicAnswer(
      fault: connection.fault, requestID: HTTPFault.requestID(in: response.headers))
    return try await connection.relay(response, path: Self.path, through: answer, to: sink)
  }

  /// The models that the server has, newest first as it sends them, all its pages.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked.
  package func models() async throws -> [ListedModel] {
    var names: [String] = []
    var query = ""
    // A server whose pages never end is not worth more than these.
    for _ in 0..<20 {
      let page = try await connection.askForJSON("/v1/models?limit=1000\(query)")
      guard let entries = page["data"]?.arrayValue else {
        throw connection.fault.badResponse("/v1/models did not answer with a list of models")
      }
      names += entries.compactMap { $0["id"]?.stringValue }
      guard page["has_more"] == true, let last = page["last_id"]?.stringValue else { break }
      query = "&after_id=\(last)"
    }
    listed.replace(with: names)
    return names.map { ListedModel(name: $0.hasPrefix("claude-") ? $0 : "anthropic/\($0)") }
  }

  private static let path = "/v1/messages"

  /// Sends the request, adapted as often as something new is learned, until it is answered.
  private func open(
    _ request: GenerationRequest, problemPrompt: String
  ) async throws -> HTTPClientResponse {
    let model = ProviderKinds.bareName(request.model)
    while true {
      let adapted = AnthropicRequest(
        request: request, problemPrompt: problemPrompt, model: model,
        adaptations: learned.adaptations(of: model))
      let text = try adapted.body(endpoint: endpoint).text
      let response = try await connection.open(Self.path, body: Array(text.utf8))
      if response.status == .ok { return response }
      let body = try await connection.contents(of: response)
      let complaint = AnthropicComplaint.read(status: response.status.code, body: body)
      if let new = adapted.adaptation(to: complaint), !adapted.adaptations.contains(new) {
        learned.learn(new, for: model)
        continue
      }
      let error = connection.fault.status(response.status, headers: response.headers, body: body)
      throw error.code == .modelNotFound ? await missing(model, error) : error
    }
  }

  private func missing(_ model: String, _ error: ProviderError) async -> ProviderError {
    let names = (try? await models())?.map(\.name) ?? []
    return error.offering(names, insteadOf: model, prefix: "anthropic/")
  }
}
