/// A script that answers as an Ollama server does.
package struct FakeOllama: Sendable {
  /// The models that it lists, each with a digest `digest-of-NAME`.
  package var models: [String]
  /// What it does for a chat.
  package var chat: [FakeServer.Step]
  /// Those of its models that are in memory.
  package var loaded: Set<String> = []
  /// Those of its models that make vectors instead of text.
  package var embedding: Set<String> = []
  /// What it does for a text through no template.
  package var generate = HTTPText.response(400, #"{"error":"model does not support generate"}"#)
  /// What it does to load a model.
  package var pull = Self.pulled
  /// What it answers when a model refuses to think; nil when all of them do think.
  package var refusesToThink = false
  /// Whether its models take a raw text only.
  package var refusesToChat = false

  package init(models: [String] = ["tiny:latest"], chat: [FakeServer.Step]) {
    self.models = models
    self.chat = chat
  }

  /// Answers a chat with these pieces of text.
  package init(models: [String] = ["tiny:latest"], saying pieces: [String]) {
    self.init(models: models, chat: Self.stream(pieces.map { Self.line($0) } + [Self.end()]))
  }

  /// What it does for a request.
  package func script(_ request: FakeServer.Request) -> [FakeServer.Step] {
    switch request.path {
    case "/api/chat": answer(to: String(decoding: request.body, as: UTF8.self))
    case "/api/generate": generate
    case "/api/ps": HTTPText.response(200, running)
    case "/api/pull": pull
    case "/api/tags": HTTPText.response(200, tags)
    case "/api/version": HTTPText.response(200, #"{"version":"0.12.6"}"#)
    case "/api/show": show(String(decoding: request.body, as: UTF8.self))
    default: HTTPText.response(404, type: "text/plain", "404 page not found")
    }
  }

  /// The lines of a download that goes well.
  package static let pulled = stream([
    #"{"status":"pulling manifest"}"# + "\n",
    #"{"status":"pulling 8eeb52dfb3bb","digest":"sha256:8e","total":4000,"completed":1000}"# + "\n",
    #"{"status":"pulling 8eeb52dfb3bb","digest":"sha256:8e","total":4000,"completed":4000}"# + "\n",
    #"{"status":"verifying sha256 digest"}"# + "\n", #"{"status":"success"}"# + "\n",
  ])

  private func answer(to body: String) -> [FakeServer.Step] {
    if refusesToThink, body.contains(#""think":"#) {
      return HTTPText.response(400, #"{"error":"\"tiny\" does not support thinking"}"#)
    }
    if refusesToChat {
      return HTTPText.response(400, #"{"error":"\"tiny\" does not support chat"}"#)
    }
    return chat
  }

  private func show(_ body: String) -> [FakeServer.Step] {
    let isEmbedding = embedding.contains { body.contains("\"\($0)\"") }
    let capability = isEmbedding ? "embedding" : "completion"
    return HTTPText.response(
      200, Self.details.dropLast() + #","capabilities":["\#(capability)"]}"#)
  }

  private var running: String {
    let entries = models.filter(loaded.contains).map { name in
      #"{"name":"\#(name)","model":"\#(name)","size":1500000000,"size_vram":1400000000,"#
        + #""expires_at":"2026-11-21T10:05:00.5Z","context_length":4096}"#
    }
    return #"{"models":[\#(entries.joined(separator: ","))]}"#
  }

  /// A whole chunked answer, one chunk for each line.
  package static func stream(_ lines: [String]) -> [FakeServer.Step] {
    [HTTPText.chunkedHead()] + lines.map { HTTPText.chunk($0) } + [HTTPText.lastChunk]
  }

  /// A line with a piece of text; the text must not need escapes in JSON.
  package static func line(_ text: String, thinking: String? = nil) -> String {
    let thought = thinking.map { #","thinking":"\#($0)""# } ?? ""
    return #"{"model":"tiny","created_at":"2026-11-21T10:00:00Z","message":"#
      + #"{"role":"assistant","content":"\#(text)"\#(thought)},"done":false}"# + "\n"
  }

  /// The last line of an answer.
  package static func end(reason: String = "stop", input: Int = 26, output: Int = 3) -> String {
    #"{"model":"tiny","message":{"role":"assistant","content":""},"done":true,"#
      + #""done_reason":"\#(reason)","total_duration":4883583458,"prompt_eval_count":\#(input),"#
      + #""prompt_eval_duration":342546000,"eval_count":\#(output),"eval_duration":4535599000}"#
      + "\n"
  }

  private var tags: String {
    let entries = models.map { name in
      #"{"name":"\#(name)","model":"\#(name)","size":986061892,"digest":"digest-of-\#(name)","#
        + #""details":{"family":"qwen2","parameter_size":"1.5B","quantization_level":"Q4_K_M"}}"#
    }
    return #"{"models":[\#(entries.joined(separator: ","))]}"#
  }

  private static let details =
    #"{"license":"MIT","details":{"parameter_size":"1.5B","quantization_level":"Q4_K_M"},"#
    + #""model_info":{"general.architecture":"qwen2","qwen2.context_length":32768,"#
    + #""qwen2.attention.head_count":12,"tokenizer.ggml.tokens":null}}"#
}
