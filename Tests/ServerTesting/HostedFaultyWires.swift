/// OpenAI's wire.
package struct OpenAIFaultyWire: FaultyWire {
  package init() {}

  package let prefix = "openai/"
  package let contentType = "text/event-stream"

  package func environment(url: String) -> [String: String] { ["OPENAI_BASE_URL": url] }

  package func asksForAnswer(_ request: FakeServer.Request) -> Bool {
    request.path == "/v1/chat/completions"
  }

  package func metadata(_ request: FakeServer.Request) -> [FakeServer.Step] {
    FakeOpenAI().script(request)
  }

  package func piece(_ text: String) -> String { "data: \(FakeOpenAI.chunk(text))\n\n" }

  package var end: String { Self.end(FakeOpenAI.usage()) }

  package var endWithNaN: String {
    Self.end(
      FakeOpenAI.usage().replacing(#""completion_tokens":3"#, with: #""completion_tokens":NaN"#))
  }

  private static func end(_ usage: String) -> String {
    [FakeOpenAI.finish(), usage, "[DONE]"].map { "data: \($0)\n\n" }.joined()
  }
}

/// Anthropic's wire.
package struct AnthropicFaultyWire: FaultyWire {
  package init() {}

  package let prefix = "anthropic/"
  package let contentType = "text/event-stream"

  package func environment(url: String) -> [String: String] {
    ["ANTHROPIC_BASE_URL": url, "ANTHROPIC_API_KEY": "not-a-key"]
  }

  package func asksForAnswer(_ request: FakeServer.Request) -> Bool {
    request.path == "/v1/messages"
  }

  package func metadata(_ request: FakeServer.Request) -> [FakeServer.Step] {
    FakeAnthropic().script(request)
  }

  package func piece(_ text: String) -> String {
    [FakeAnthropic.start(), FakeAnthropic.open("text"), FakeAnthropic.delta(text)]
      .map(FakeAnthropic.event).joined()
  }

  package var end: String { Self.end(FakeAnthropic.end()) }

  package var endWithNaN: String {
    Self.end(
      FakeAnthropic.end().replacing(#""output_tokens":3"#, with: #""output_tokens":NaN"#))
  }

  private static func end(_ delta: String) -> String {
    [FakeAnthropic.close(), delta, FakeAnthropic.stop].map(FakeAnthropic.event).joined()
  }
}
