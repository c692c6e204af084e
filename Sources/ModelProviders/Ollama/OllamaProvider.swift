import AsyncHTTPClient
package import Experiments
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Models of an Ollama server.
///
/// **Source**: <https://github.com/ollama/ollama/blob/main/docs/api.md>.
package struct OllamaProvider: AnsweringProvider {
  let connection: HTTPConnection
  private let capabilities: OllamaCapabilities

  init(connection: HTTPConnection, capabilities: OllamaCapabilities) {
    self.connection = connection
    self.capabilities = capabilities
  }

  package var name: String { OllamaKind.name }

  package var endpoint: String { connection.endpoint }

  /// Streams a chat; all sampling options are sent, a missing seed as -1.
  ///
  /// A model that refuses `think` is asked again without it, and one that takes no chat is given the
  /// messages' texts through `/api/generate`; both are remembered, so that it happens once.
  package func answer(
    _ request: GenerationRequest, in context: GenerationContext, to sink: GenerationSink
  ) async throws -> GenerationEnd {
    let model = OllamaKind.bareName(request.model)
    let wanted = OllamaWire.ChatRequest(request, model: model)
    var end = try await chat(wanted, schema: request.sampling.answerSchema, sink: sink)
    end.digest = await digest(of: model)
    // Who does not think has been told not to.
    if let thinking = request.sampling.thinking, thinking != .off,
      capabilities.refusals(of: model).contains(.think)
    {
      end.unsent = ["thinking"]
    }
    return end
  }

  /// The models that the server has, in its order, and which of them are in memory.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked.
  package func models() async throws -> [ListedModel] {
    async let running = try? connection.ask("/api/ps", as: OllamaWire.Running.self).models
    let tags = try await tags()
    let loaded = await running.map { Set($0.map(\.name)) }
    return tags.map { tag in
      ListedModel(
        name: tag.name,
        sizeBytes: tag.size,
        parameterSize: tag.details?.parameter_size,
        quantization: tag.details?.quantization_level,
        isLoaded: loaded?.contains(tag.name))
    }
  }

  private func tags() async throws -> [OllamaWire.Tag] {
    let tags = try await connection.ask("/api/tags", as: OllamaWire.Tags.self).models
    capabilities.replace(with: tags)
    return tags
  }

  /// Sends a chat without what the model is known to refuse, and again when it refuses more.
  private func chat(
    _ wanted: OllamaWire.ChatRequest,
    schema: String?,
    sink: GenerationSink
  ) async throws -> GenerationEnd {
    let known = capabilities.refusals(of: wanted.model)
    do {
      return try await send(wanted, schema: schema, without: known, sink: sink)
    } catch let refusal as OllamaRefusal where !known.contains(refusal) {
      capabilities.note(refusal, of: wanted.model)
      return try await chat(wanted, schema: schema, sink: sink)
    }
  }

  private func send(
    _ wanted: OllamaWire.ChatRequest,
    schema: String?,
    without refusals: Set<OllamaRefusal>,
    sink: GenerationSink
  ) async throws -> GenerationEnd {
    var chat = wanted
    if refusals.contains(.think) { chat.think = nil }
    let takesChat = !refusals.contains(.chat)
    let path = takesChat ? "/api/chat" : "/api/generate"
    let body =
      try takesChat
      ? OllamaWire.body(chat, schema: schema)
      : OllamaWire.body(OllamaWire.CompletionRequest(chat), schema: schema)
    let response = try await connection.open(path, body: body)
    try await check(response, to: chat, at: path)
    var answer = OllamaAnswer(endpoint: connection.endpoint)
    var splitter = LineSplitter()
    do {
      try await connection.readBody(of: response, to: sink) { bytes, events in
        try splitter.append(bytes)
        while let line = splitter.next() { events += try answer.read(line) }
        return answer.end == nil
      }
      if let end = answer.end { return end }
    } catch {
      throw connection.fault.reading(error)
    }
    let (events, end) = try answer.finish(rest: splitter.rest)
    sink.send(events)
    return end
  }

  /// Throws when a response is not the beginning of an answer.
  private func check(
    _ response: HTTPClientResponse, to chat: OllamaWire.ChatRequest, at path: String
  ) async throws {
    if response.status == .ok {
      let type = response.headers.first(name: "content-type") ?? ""
      guard type.hasPrefix("text/html") else { return }
      throw connection.fault.badResponse("\(path) answered with a web page")
    }
    let body = try await connection.contents(of: response)
    let complaint = OllamaComplaint(status: response.status.code, body: body)
    switch complaint.reason {
    case .noText: throw connection.fault.noText(chat.model)
    case .noChat: throw OllamaRefusal.chat
    case .noThinking where chat.think != nil: throw OllamaRefusal.think
    case .noModel: throw await missing(chat.model)
    case .noThinking, nil:
      throw connection.fault.status(response.status, headers: response.headers, body: body)
    }
  }

  private func missing(_ model: String) async -> ProviderError {
    let listed = (try? await tags())?.map(\.name) ?? []
    return connection.fault.notPulled(model, listed: listed)
  }

  /// The model's digest from the listing, which is asked for once; nil when that fails.
  private func digest(of model: String) async -> String? {
    if !capabilities.isFilled { _ = try? await tags() }
    return capabilities.tag(named: model)?.digest
  }
}
