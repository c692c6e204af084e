import AsyncHTTPClient
package import Experiments
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization

/// Models of an Ollama server.
///
/// **Source**: <https://github.com/ollama/ollama/blob/main/docs/api.md>.
package struct OllamaProvider: ModelProvider {
  private let connection: OllamaConnection
  private let shelf: OllamaShelf

  init(connection: OllamaConnection, shelf: OllamaShelf) {
    self.connection = connection
    self.shelf = shelf
  }

  package var name: String { OllamaKind.name }

  /// Streams a chat; all sampling options are sent, a missing seed as -1.
  package func generate(
    _ request: GenerationRequest,
    in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    generationStream(endpoint: connection.endpoint) { sink in
      let model = OllamaKind.bareName(request.model)
      let limits = connection.limits
      let body = try JSONEncoder().encode(OllamaWire.ChatRequest(request, model: model))
      var end = try await connection.within(total: limits.total, idle: limits.idle) { heartbeat in
        try await chat(model, body: Array(body), sink: sink, heartbeat: heartbeat)
      }
      end.digest = await digest(of: model)
      return end
    }
  }

  /// The models that the server has, in its order.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked.
  package func models() async throws -> [ListedModel] {
    let tags = try await connection.ask("/api/tags", as: OllamaWire.Tags.self).models
    shelf.replace(with: tags)
    return tags.map { tag in
      ListedModel(
        name: tag.name,
        sizeBytes: tag.size,
        parameterSize: tag.details?.parameter_size,
        quantization: tag.details?.quantization_level)
    }
  }

  /// What the server knows of one model, the length of its context included.
  ///
  /// - Throws: `ProviderError` with code `modelNotFound` when the server does not have it, others
  ///   when the server cannot be asked.
  package func details(of model: String) async throws -> ListedModel {
    let bare = OllamaKind.bareName(model)
    let body = try JSONEncoder().encode(OllamaWire.ShowRequest(model: bare))
    do {
      let show = try await connection.ask(
        "/api/show", body: Array(body), as: OllamaWire.Show.self)
      return ListedModel(
        name: bare,
        parameterSize: show.details?.parameter_size,
        quantization: show.details?.quantization_level,
        contextTokens: show.contextTokens)
    } catch let error as ProviderError where error.message.hasPrefix("HTTP 404: ") {
      throw await missing(bare)
    }
  }

  /// The server's version: the answer of a server that is well.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked or is not Ollama.
  package func version() async throws -> String {
    try await connection.ask("/api/version", as: OllamaWire.Version.self).version
  }

  private func chat(
    _ model: String,
    body: [UInt8],
    sink: GenerationSink,
    heartbeat: Heartbeat
  ) async throws -> GenerationEnd {
    let response = try await connection.open("/api/chat", body: body)
    try await check(response, model: model)
    var answer = OllamaAnswer(endpoint: connection.endpoint)
    var splitter = LineSplitter()
    do {
      for try await chunk in response.body {
        heartbeat.beat()
        try splitter.append(chunk.readableBytesView)
        while let line = splitter.next() { try answer.read(line).forEach(sink.send) }
        if let end = answer.end { return end }
      }
    } catch {
      throw connection.fault.reading(error)
    }
    let (events, end) = try answer.finish(rest: splitter.rest)
    events.forEach(sink.send)
    return end
  }

  /// Throws when a response is not the beginning of a chat.
  private func check(_ response: HTTPClientResponse, model: String) async throws {
    if response.status == .ok {
      let type = response.headers.first(name: "content-type") ?? ""
      guard type.hasPrefix("text/html") else { return }
      throw connection.fault.badResponse("/api/chat answered with a web page")
    }
    let error = connection.fault.status(
      response.status, body: try await connection.contents(of: response))
    let isMissing = response.status == .notFound && error.message.contains("not found")
    throw isMissing ? await missing(model) : error
  }

  private func missing(_ model: String) async -> ProviderError {
    let listed = (try? await models())?.map(\.name) ?? []
    return connection.fault.modelNotFound(model, listed: listed)
  }

  /// The model's digest from the listing, which is asked for once; nil when that fails.
  private func digest(of model: String) async -> String? {
    if !shelf.isFilled { _ = try? await models() }
    return shelf.tag(named: model)?.digest
  }
}

/// The server's last listing.
///
/// A class because providers of one server share it.
final class OllamaShelf: Sendable {
  private let tags = Mutex<[OllamaWire.Tag]?>(nil)

  func replace(with new: [OllamaWire.Tag]) {
    tags.withLock { $0 = new }
  }

  var isFilled: Bool { tags.withLock { $0 != nil } }

  var names: [String] { tags.withLock { $0?.map(\.name) ?? [] } }

  /// The model of a name; without a tag, `latest` is meant.
  func tag(named name: String) -> OllamaWire.Tag? {
    let full = name.contains(":") ? name : "\(name):latest"
    return tags.withLock { $0?.first { $0.name == name || $0.name == full } }
  }
}
