/// How answers look on a provider's wire, so that every fault can be served on it.
///
/// To let a provider join the injected faults, write a conforming type and add it to the list of the
/// test that injects them.
package protocol FaultyWire: Sendable {
  /// What a model's name begins with, such as `ollama/`.
  var prefix: String { get }

  /// The media type of a streamed answer.
  var contentType: String { get }

  /// The variables that make a provider ask this server.
  func environment(url: String) -> [String: String]

  /// Whether a request is for an answer; others are served by `metadata`.
  func asksForAnswer(_ request: FakeServer.Request) -> Bool

  /// What is sent for a request that asks for no answer.
  func metadata(_ request: FakeServer.Request) -> [FakeServer.Step]

  /// One event with a piece of text, which needs no escapes in JSON.
  func piece(_ text: String) -> String

  /// The events that end an answer.
  var end: String { get }

  /// The event that ends an answer, with NaN where a count belongs.
  var endWithNaN: String { get }
}

/// What can go wrong between a server and koderz.
package enum WireFault: String, Sendable, Hashable, CaseIterable {
  case none
  case closedAtOnce
  case resetAtOnce
  case rateLimited
  case rateLimitedForLong
  case serverError
  case overloaded
  case overloadedOtherwise
  case badGateway
  case webPage
  case truncatedJSON
  case cutInMidStream
  case stall
  case silence
  case oneByteAtATime
  case duplicateEnd
  case notANumber
  case garbage

  /// What the server does on a wire.
  package func steps<Wire: FaultyWire>(on wire: Wire, saying text: String) -> [FakeServer.Step] {
    let head = HTTPText.chunkedHead(type: wire.contentType)
    let piece = HTTPText.chunk(wire.piece(text))
    let answer = wire.piece(text) + wire.end
    switch self {
    case .none: return [head, HTTPText.chunk(answer), HTTPText.lastChunk]
    case .closedAtOnce: return []
    case .resetAtOnce: return [.reset]
    case .rateLimited: return status(429, "Retry-After: 1\r\n")
    case .rateLimitedForLong: return status(429, "Retry-After: 86400\r\n")
    case .serverError: return status(500)
    case .overloaded: return status(503)
    case .overloadedOtherwise: return status(529)
    case .badGateway: return status(502)
    case .webPage: return HTTPText.response(200, type: "text/html", "<html>Sign in</html>")
    case .truncatedJSON:
      return [head, HTTPText.chunk(String(wire.piece(text).dropLast(12))), HTTPText.lastChunk]
    case .cutInMidStream: return [head, piece]
    case .stall: return [head, piece, .hang]
    case .silence: return [.hang]
    case .oneByteAtATime:
      return [head] + answer.utf8.map { HTTPText.chunk([$0]) } + [HTTPText.lastChunk]
    case .duplicateEnd:
      return [head, HTTPText.chunk(answer + wire.end), HTTPText.lastChunk]
    case .notANumber:
      return [head, HTTPText.chunk(wire.piece(text) + wire.endWithNaN), HTTPText.lastChunk]
    case .garbage:
      return [head, piece, HTTPText.chunk("\u{1}garbage\n\n"), HTTPText.lastChunk]
    }
  }

  private func status(_ status: Int, _ headers: String = "") -> [FakeServer.Step] {
    let body = #"{"error":"injected"}"#
    return [
      .text(
        "HTTP/1.1 \(status) Status\r\nContent-Type: application/json\r\n\(headers)"
          + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
    ]
  }
}

/// Ollama's wire.
package struct OllamaFaultyWire: FaultyWire {
  package init() {}

  package let prefix = "ollama/"
  package let contentType = "application/x-ndjson"

  package func environment(url: String) -> [String: String] { ["OLLAMA_HOST": url] }

  package func asksForAnswer(_ request: FakeServer.Request) -> Bool { request.path == "/api/chat" }

  package func metadata(_ request: FakeServer.Request) -> [FakeServer.Step] {
    FakeOllama(chat: []).script(request)
  }

  package func piece(_ text: String) -> String { FakeOllama.line(text) }

  package var end: String { FakeOllama.end() }

  package var endWithNaN: String {
    FakeOllama.end().replacing(#""eval_count":3"#, with: #""eval_count":NaN"#)
  }
}
