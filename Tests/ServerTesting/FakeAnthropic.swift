import Foundation

/// A script that answers as a server of Anthropic's wire does.
package struct FakeAnthropic: Sendable {
  /// The models that it lists, two to a page when more are asked for.
  package var models: [String]
  /// What it does for a message; nil answers what is asked, streamed or not.
  package var message: [FakeServer.Step]?
  /// The key that it wants, in `x-api-key` or as a bearer, as newer clients send it; nil takes any
  /// and none.
  package var key: String?
  /// What it answers with when `message` is nil.
  package var text: String

  package init(
    models: [String] = ["tiny"],
    message: [FakeServer.Step]? = nil,
    key: String? = nil,
    text: String = "def f(): pass"
  ) {
    self.models = models
    self.message = message
    self.key = key
    self.text = text
  }

  /// What it does for a request.
  package func script(_ request: FakeServer.Request) -> [FakeServer.Step] {
    if let key, request.headers["x-api-key"] != key,
      request.headers["authorization"] != "Bearer \(key)"
    {
      return HTTPText.response(
        401,
        Self.error(
          "authentication_error", "invalid x-api-key \(request.headers["x-api-key"] ?? "none")"))
    }
    let parts = request.path.split(separator: "?", maxSplits: 1).map(String.init)
    switch parts.first {
    case "/v1/messages": return message ?? answer(request)
    case "/v1/messages/count_tokens": return HTTPText.response(200, #"{"input_tokens":26}"#)
    case "/v1/models":
      return HTTPText.response(200, page(after: parts.count > 1 ? parts[1] : ""))
    default: return HTTPText.response(404, Self.error("not_found_error", "Not found"))
    }
  }

  /// A whole stream of events, one chunk each; an event's name is its data's `type`.
  package static func stream(_ events: [String]) -> [FakeServer.Step] {
    [HTTPText.chunkedHead(type: "text/event-stream")]
      + events.map { HTTPText.chunk(event($0)) } + [HTTPText.lastChunk]
  }

  /// One event with its name line.
  package static func event(_ data: String) -> String {
    let name = data.split(separator: "\"").dropFirst(2).first.map(String.init) ?? ""
    return "event: \(name)\ndata: \(data)\n\n"
  }

  /// The whole stream of an answer with these pieces of text.
  package static func saying(_ pieces: [String]) -> [FakeServer.Step] {
    stream([start(), open("text"), ping] + pieces.map { delta($0) } + [close(), end(), stop])
  }

  /// The first event.
  package static func start(_ usage: String = #"{"input_tokens":26,"output_tokens":1}"#) -> String {
    #"{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","#
      + #""model":"tiny-0","content":[],"stop_reason":null,"stop_sequence":null,"usage":\#(usage)}}"#
  }

  /// The beginning of a block of text or thought.
  package static func open(_ kind: String, index: Int = 0) -> String {
    let fields = kind == "text" ? #""text":"""# : #""thinking":"","signature":"""#
    return
      #"{"type":"content_block_start","index":\#(index),"content_block":{"type":"\#(kind)",\#(fields)}}"#
  }

  /// A piece of text; it must not need escapes in JSON.
  package static func delta(_ text: String, index: Int = 0) -> String {
    #"{"type":"content_block_delta","index":\#(index),"delta":{"type":"text_delta","text":"\#(text)"}}"#
  }

  /// A piece of thought, or its signature.
  package static func thought(_ text: String, signature: Bool = false) -> String {
    let field = signature ? "signature" : "thinking"
    return
      #"{"type":"content_block_delta","index":0,"delta":{"type":"\#(field)_delta","\#(field)":"\#(text)"}}"#
  }

  /// The end of a block.
  package static func close(index: Int = 0) -> String {
    #"{"type":"content_block_stop","index":\#(index)}"#
  }

  /// The event with the stop reason and the counts.
  package static func end(reason: String = "end_turn", output: Int = 3) -> String {
    #"{"type":"message_delta","delta":{"stop_reason":"\#(reason)","stop_sequence":null},"#
      + #""usage":{"output_tokens":\#(output)}}"#
  }

  package static let stop = #"{"type":"message_stop"}"#

  package static let ping = #"{"type":"ping"}"#

  /// A whole answer as one document.
  package static func document(_ text: String) -> String {
    #"{"id":"msg_1","type":"message","role":"assistant","model":"tiny-0","content":"#
      + #"[{"type":"text","text":"\#(text)"}],"stop_reason":"end_turn","stop_sequence":null,"#
      + #""usage":{"input_tokens":26,"output_tokens":3}}"#
  }

  /// An error in Anthropic's shape; the words must not need escapes in JSON.
  package static func error(_ type: String, _ message: String) -> String {
    #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"},"request_id":"req_1"}"#
  }

  private func answer(_ request: FakeServer.Request) -> [FakeServer.Step] {
    let body = try? JSONDecoder().decode(Body.self, from: Data(request.body))
    guard let body, body.messages.allSatisfy({ ["user", "assistant"].contains($0.role) }) else {
      return HTTPText.response(
        400, Self.error("invalid_request_error", "messages: Input should be a valid list"))
    }
    guard models.contains(body.model) else {
      return HTTPText.response(404, Self.error("not_found_error", "model: \(body.model)"))
    }
    return body.stream == true
      ? Self.saying([text]) : HTTPText.response(200, Self.document(text))
  }

  /// A page of at most two models.
  private func page(after query: String) -> String {
    let last = query.split(separator: "&").first { $0.hasPrefix("after_id=") }?.dropFirst(9)
    let begin = last.flatMap { models.firstIndex(of: String($0)) }.map { $0 + 1 } ?? 0
    let names = models[begin...].prefix(2)
    let entries = names.map {
      #"{"type":"model","id":"\#($0)","display_name":"\#($0)","created_at":"2026-01-01T00:00:00Z"}"#
    }
    let quoted: (String?) -> String = { $0.map { "\"\($0)\"" } ?? "null" }
    return #"{"data":[\#(entries.joined(separator: ","))],"has_more":\#(begin + 2 < models.count),"#
      + #""first_id":\#(quoted(names.first)),"last_id":\#(quoted(names.last))}"#
  }

  private struct Body: Decodable {
    struct Entry: Decodable {
      var role: String
    }

    var model: String
    var max_tokens: Int
    var messages: [Entry]
    var stream: Bool?
  }
}
