import AsyncHTTPClient
import CanonicalJSON
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
  /// it, and that is remembered.
  package func answer(
    _ request: GenerationRequest, in context: GenerationContext, to sink: GenerationSink
  ) async throws -> GenerationEnd {
    let (response, unsent) = try await open(request, problemPrompt: context.problem.prompt)
    let answer = AnthropicAnswer(
      fault: connection.fault, requestID: HTTPFault.requestID(in: response.headers))
    var end = try await connection.relay(response, path: Self.path, through: answer, to: sink)
    end.unsent = unsent
    return end
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
    return names.map {
      ListedModel(name: $0.hasPrefix("claude-") ? $0 : "\(AnthropicKind.prefix)\($0)")
    }
  }

  private static let path = "/v1/messages"

  private func open(
    _ request: GenerationRequest, problemPrompt: String
  ) async throws -> (HTTPClientResponse, unsent: [String]) {
    let asked = AnthropicRequest(
      request: request, problemPrompt: problemPrompt,
      model: AnthropicKind.bareName(request.model))
    do {
      return try await connection.post(asked, to: Self.path, learning: learned)
    } catch let error as ProviderError where error.code == .modelNotFound {
      throw await missing(asked.model, error)
    }
  }

  private func missing(_ model: String, _ error: ProviderError) async -> ProviderError {
    let names = (try? await models())?.map(\.name) ?? []
    return error.offering(names, insteadOf: model, bareName: AnthropicKind.bareName)
  }
}
