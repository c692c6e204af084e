import AsyncHTTPClient
package import Experiments
import NIOHTTP1

/// Models of a server of OpenAI's wire: OpenAI, LM Studio, vLLM, llama.cpp, LiteLLM and others.
///
/// **Source**: <https://platform.openai.com/docs/api-reference/chat>.
package struct OpenAIProvider: AnsweringProvider {
  /// In what servers of the wire differ.
  struct Traits: Sendable {
    /// The kind's word.
    var kind: String
    var prefix: String
    /// Whether the server wants `max_completion_tokens`, as OpenAI's own does.
    var deprecatesMaxTokens: Bool
    /// Whether a listed name needs no prefix.
    var keepsBare: @Sendable (_ name: String) -> Bool
  }

  private let traits: Traits
  let connection: HTTPConnection
  /// What the last listing had.
  let listed = ListedNames()
  /// Reads the server's listing.
  private let list: @Sendable (HTTPConnection) async throws -> [ListedModel]
  private let learned = LearnedAdaptations<OpenAIAdaptation>()

  init(
    traits: Traits,
    connection: HTTPConnection,
    list: @escaping @Sendable (HTTPConnection) async throws -> [ListedModel]
  ) {
    self.traits = traits
    self.connection = connection
    self.list = list
  }

  package var name: String { traits.kind }

  package var endpoint: String { connection.endpoint }

  /// Streams a chat.
  ///
  /// A request that is refused for an option which this model does not take is sent again without
  /// it, and that is remembered.
  package func answer(
    _ request: GenerationRequest, in context: GenerationContext, to sink: GenerationSink
  ) async throws -> GenerationEnd {
    let (response, unsent) = try await open(request)
    let answer = OpenAIAnswer(
      fault: connection.fault, requestID: HTTPFault.requestID(in: response.headers))
    var end = try await connection.relay(response, path: Self.path, through: answer, to: sink)
    end.unsent = unsent
    return end
  }

  /// The models that the server has, in its order, with names that resolve to it.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked.
  package func models() async throws -> [ListedModel] {
    let models = try await list(connection)
    listed.replace(with: models.map(\.name))
    return models.map { model in
      var model = model
      if !traits.keepsBare(model.name) { model.name = traits.prefix + model.name }
      return model
    }
  }

  private static let path = "/chat/completions"

  private func open(
    _ request: GenerationRequest
  ) async throws -> (HTTPClientResponse, unsent: [String]) {
    let asked = OpenAIRequest(
      request: request, model: bareName(request.model), isOpenAIs: traits.deprecatesMaxTokens)
    do {
      return try await connection.post(asked, to: Self.path, learning: learned)
    } catch let error as ProviderError where error.code == .modelNotFound {
      throw await missing(asked.model, error)
    }
  }

  private func missing(_ model: String, _ error: ProviderError) async -> ProviderError {
    let names = (try? await models())?.map(\.name) ?? []
    return error.offering(names, insteadOf: model, bareName: bareName)
  }

  private func bareName(_ model: String) -> String {
    model.hasPrefix(traits.prefix) ? String(model.dropFirst(traits.prefix.count)) : model
  }
}
