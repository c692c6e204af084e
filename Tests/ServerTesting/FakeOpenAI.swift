import Foundation

/// A script that answers as a server of OpenAI's wire does: OpenAI's own, LM Studio, vLLM, llama.cpp.
package struct FakeOpenAI: Sendable {
  /// The models that it lists.
  package var models: [String]
  /// What it does for a chat; nil answers what is asked, streamed or not, in OpenAI's words.
  package var chat: [FakeServer.Step]?
  /// The key that it wants; nil takes any and none.
  package var key: String?
  /// What it answers with when `chat` is nil.
  package var text: String
  /// Whether it also has LM Studio's own listing, as these bytes.
  package var studioListing: String?

  package init(
    models: [String] = ["tiny"],
    chat: [FakeServer.Step]? = nil,
    key: String? = nil,
    text: String = "def f(): pass",
    studioListing: String? = nil
  ) {
    self.models = models
    self.chat = chat
    self.key = key
    self.text = text
    self.studioListing = studioListing
  }

  /// What it does for a request.
  package func script(_ request: FakeServer.Request) -> [FakeServer.Step] {
    if let key, request.headers["authorization"] != "Bearer \(key)" {
      return HTTPText.response(
        401,
        Self.error(
          "Incorrect API key provided: \(request.headers["authorization"] ?? "none")",
          type: "invalid_request_error", code: "invalid_api_key"))
    }
    switch request.path {
    case "/v1/chat/completions": return chat ?? answer(request)
    case "/v1/models": return HTTPText.response(200, listing)
    case "/api/v0/models":
      return studioListing.map { HTTPText.response(200, $0) }
        ?? HTTPText.response(404, #"{"error":"Unexpected endpoint or method"}"#)
    default: return HTTPText.response(404, Self.error("Unknown request URL", code: "unknown_url"))
    }
  }

  /// A whole stream of events, one chunk each, with `[DONE]` at its end.
  package static func stream(_ events: [String], isDone: Bool = true) -> [FakeServer.Step] {
    let all = events + (isDone ? ["[DONE]"] : [])
    return [HTTPText.chunkedHead(type: "text/event-stream")]
      + all.map { HTTPText.chunk("data: \($0)\n\n") } + [HTTPText.lastChunk]
  }

  /// The whole stream of an answer with these pieces of text.
  package static func saying(_ pieces: [String]) -> [FakeServer.Step] {
    stream([first] + pieces.map { chunk($0) } + [finish(), usage()])
  }

  /// The first chunk, which names the role and has no text.
  package static let first = chunk(delta: #"{"role":"assistant","content":null}"#)

  /// A chunk with a piece of text; the text must not need escapes in JSON.
  package static func chunk(_ text: String) -> String { chunk(delta: #"{"content":"\#(text)"}"#) }

  /// A chunk with a delta as it is.
  package static func chunk(delta: String, finish: String = "null") -> String {
    #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1763700000,"model":"tiny-0","#
      + #""choices":[{"index":0,"delta":\#(delta),"logprobs":null,"finish_reason":\#(finish)}]}"#
  }

  /// The chunk that says why the model stopped.
  package static func finish(_ reason: String = "stop") -> String {
    chunk(delta: "{}", finish: "\"\(reason)\"")
  }

  /// The chunk with the counts and no choice.
  package static func usage(input: Int = 26, output: Int = 3, more: String = "") -> String {
    #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1763700000,"model":"tiny-0","#
      + #""choices":[],"usage":{"prompt_tokens":\#(input),"completion_tokens":\#(output),"#
      + #""total_tokens":\#(input + output)\#(more)}}"#
  }

  /// A whole answer as one document.
  package static func document(_ message: String, finish: String = "stop") -> String {
    #"{"id":"chatcmpl-1","object":"chat.completion","created":1763700000,"model":"tiny-0","choices":"#
      + #"[{"index":0,"message":\#(message),"logprobs":null,"finish_reason":"\#(finish)"}],"#
      + #""usage":{"prompt_tokens":26,"completion_tokens":3,"total_tokens":29}}"#
  }

  /// An error body in OpenAI's shape; the words must not need escapes in JSON.
  package static func error(
    _ message: String, type: String = "invalid_request_error", param: String? = nil,
    code: String? = nil
  ) -> String {
    let quoted: (String?) -> String = { $0.map { "\"\($0)\"" } ?? "null" }
    return #"{"error":{"message":"\#(message)","type":"\#(type)","param":\#(quoted(param)),"#
      + #""code":\#(quoted(code))}}"#
  }

  private func answer(_ request: FakeServer.Request) -> [FakeServer.Step] {
    let body = try? JSONDecoder().decode(Body.self, from: Data(request.body))
    guard let body else {
      return HTTPText.response(400, Self.error("messages is not a list", param: "messages"))
    }
    guard models.contains(body.model) else {
      return HTTPText.response(
        404, Self.error("The model does not exist: \(body.model)", code: "model_not_found"))
    }
    guard body.stream == true else {
      return HTTPText.response(
        200, Self.document(#"{"role":"assistant","content":"\#(text)","refusal":null}"#))
    }
    let counts = body.stream_options?.include_usage == true ? [Self.usage()] : []
    return Self.stream([Self.first, Self.chunk(text), Self.finish()] + counts)
  }

  private var listing: String {
    let entries = models.map {
      #"{"id":"\#($0)","object":"model","created":1763700000,"owned_by":"koderz"}"#
    }
    return #"{"object":"list","data":[\#(entries.joined(separator: ","))]}"#
  }

  private struct Body: Decodable {
    struct Entry: Decodable {
      var role: String
      var content: String
    }
    struct Options: Decodable {
      var include_usage: Bool?
    }

    var model: String
    var messages: [Entry]
    var stream: Bool?
    var stream_options: Options?
  }
}
