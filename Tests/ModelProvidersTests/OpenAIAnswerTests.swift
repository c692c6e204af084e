import Experiments
import ServerTesting
import Testing

@testable import ModelProviders

/// The faults of a service that knows nothing but its wire.
func testFault(
  secret: Secret? = nil, complaint: @escaping ServerComplaint.Reader = OpenAIComplaint.read
) -> HTTPFault {
  HTTPFault(
    endpoint: "e", advice: .init(unreachable: "start it", address: "the URL"), secret: secret,
    complaint: complaint)
}

/// What a reader makes of the data of some events.
func read(
  _ data: [String], with reader: inout some StreamedAnswerReader
) throws -> [GenerationEvent] {
  try data.flatMap { try reader.read(ServerSentEvent(name: "", data: Array($0.utf8))) }
}

@Suite struct OpenAIAnswerTests {
  private func answer(_ data: [String]) throws -> ([GenerationEvent], GenerationEnd) {
    var answer = OpenAIAnswer(fault: testFault(), requestID: "req-1")
    let events = try read(data, with: &answer)
    return (events, try answer.finish())
  }

  @Test func `text, thought, reason, counts and timing are told apart`() throws {
    let usage = FakeOpenAI.usage(
      input: 30, output: 9,
      more: #","prompt_tokens_details":{"cached_tokens":20},"#
        + #""completion_tokens_details":{"reasoning_tokens":4}"#)
    let timings = #"{"choices":[],"timings":{"prompt_ms":1.5,"predicted_ms":20}}"#
    let (events, end) = try answer([
      FakeOpenAI.first, FakeOpenAI.chunk(delta: #"{"reasoning_content":"hm"}"#),
      FakeOpenAI.chunk(delta: #"{"reasoning":"so","content":""}"#), FakeOpenAI.chunk("def"),
      FakeOpenAI.finish("length"), usage, timings, "[DONE]",
    ])
    #expect(events == [.reasoning("hm"), .reasoning("so"), .text("def")])
    #expect(
      end
        == GenerationEnd(
          usage: Usage(
            inputTokens: 30, outputTokens: 9, cacheReadTokens: 20, reasoningTokens: 4),
          stopReason: .length, reportedModel: "tiny-0", requestID: "req-1",
          timing: ServerTiming(promptMs: 1.5, generationMs: 20)))
  }

  @Test(arguments: [
    ("stop", StopReason.stop), ("length", .length), ("max_tokens", .length),
    ("model_length", .length), ("content_filter", .refusal),
  ])
  func `reasons have koderz's words`(reason: String, stop: StopReason) throws {
    let end = try answer([FakeOpenAI.chunk("x"), FakeOpenAI.finish(reason), "[DONE]"]).1
    #expect(end.stopReason == stop)
  }

  @Test(arguments: ["abort", "error", "insufficient_system_resource"])
  func `a reason that is the server's fault is no answer`(reason: String) {
    let error = #expect(throws: ProviderError.self) {
      try answer([FakeOpenAI.chunk("x"), FakeOpenAI.finish(reason), "[DONE]"])
    }
    #expect(error?.code == .brokenStream)
    #expect(error?.message.contains(reason) == true)
  }

  /// The connection may stay open for ever after it.
  @Test func `an answer with its reason and its counts in one chunk is complete`() throws {
    let counts = #""usage":{"prompt_tokens":3,"completion_tokens":1}"#
    var answer = OpenAIAnswer(fault: testFault())
    _ = try read([FakeOpenAI.first, FakeOpenAI.chunk("x")], with: &answer)
    #expect(!answer.isComplete)
    let last = #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],\#(counts)}"#
    _ = try read([last], with: &answer)
    #expect(answer.isComplete)
    #expect(try answer.finish().usage == Usage(inputTokens: 3, outputTokens: 1))
  }

  @Test(arguments: [
    [FakeOpenAI.chunk("x"), FakeOpenAI.finish(), FakeOpenAI.usage(), "[DONE]"],
    [FakeOpenAI.chunk("x"), FakeOpenAI.finish(), FakeOpenAI.usage()],
    [FakeOpenAI.chunk("x"), FakeOpenAI.finish(), "[DONE] "],
    [FakeOpenAI.chunk("x"), FakeOpenAI.finish()],
    [FakeOpenAI.chunk("x"), FakeOpenAI.finish(), FakeOpenAI.finish("length"), "[DONE]"],
    [FakeOpenAI.chunk("x"), FakeOpenAI.finish(), "[DONE]", FakeOpenAI.chunk("y"), "garbage"],
    [FakeOpenAI.chunk(delta: #"{"content":"x"}"#, finish: #""stop""#)],
    [FakeOpenAI.chunk(delta: #"{"content":[{"type":"text","text":"x"}]}"#), "[DONE]"],
    ["", FakeOpenAI.chunk("x"), #"{"choices":null,"model":"tiny-0"}"#, "[DONE]"],
    [FakeOpenAI.chunk("x"), #"{"choices":[],"usage":null}"#, "[DONE]"],
  ])
  func `servers end their answers in many ways`(data: [String]) throws {
    let (events, end) = try answer(data)
    #expect(events == [.text("x")])
    #expect(end.stopReason == .stop)
    #expect(end.reportedModel == "tiny-0")
  }

  @Test(arguments: [
    (#"{"refusal":"no"}"#, "stop", StopReason.refusal), (#"{}"#, "content_filter", .refusal),
    ("{}", "tool_calls", .stop),
  ])
  func `a refusal is told`(delta: String, reason: String, stop: StopReason) throws {
    let (_, end) = try answer([
      FakeOpenAI.chunk(delta: delta), FakeOpenAI.finish(reason), "[DONE]",
    ])
    #expect(end.stopReason == stop)
  }

  @Test func `the closing counts complete an answer although the server stays`() throws {
    var answer = OpenAIAnswer(fault: testFault())
    _ = try read([FakeOpenAI.chunk("x"), FakeOpenAI.finish()], with: &answer)
    #expect(!answer.isComplete)
    _ = try read([FakeOpenAI.usage()], with: &answer)
    #expect(answer.isComplete)
  }

  @Test func `missing counts stay unknown`() throws {
    #expect(try answer([FakeOpenAI.chunk("x"), "[DONE]"]).1.usage == Usage())
  }

  @Test func `a stream without a reason is broken`() throws {
    let error = #expect(throws: ProviderError.self) { try answer([FakeOpenAI.chunk("x")]) }
    #expect(error?.code == .brokenStream)
    #expect(error?.message == "the stream ended before the answer was complete")
  }

  @Test(arguments: [
    "nonsense", #"["a"]"#, #"{"choices":[],"usage":{"prompt_tokens":NaN}}"#, #"{"choices":[{"del"#,
  ])
  func `data that is no chunk is named and shown`(data: String) {
    let error = #expect(throws: ProviderError.self) { try answer([FakeOpenAI.first, data]) }
    #expect(error?.code == .badResponse)
    #expect(error?.message == "event 2 of the answer is not JSON of a chat: '\(data)'")
  }

  @Test(arguments: [
    (
      #"{"error":{"message":"oom","type":"server_error","code":500}}"#,
      ProviderError.Code.serverError
    ),
    (#"{"error":{"message":"slow","code":"rate_limit_exceeded"}}"#, .rateLimited),
    (#"{"error":{"message":"busy","code":503}}"#, .overloaded), (#"{"error":"oom"}"#, .serverError),
    (
      #"{"error":{"code":400,"message":"too long","type":"exceed_context_size_error"}}"#,
      .contextExceeded
    ),
  ])
  func `an error in the stream has its code before text and breaks it after`(
    data: String, code: ProviderError.Code
  ) throws {
    let early = #expect(throws: ProviderError.self) { try answer([FakeOpenAI.first, data]) }
    #expect(early?.code == code)
    let late = #expect(throws: ProviderError.self) { try answer([FakeOpenAI.chunk("x"), data]) }
    #expect(late?.code == .brokenStream)
    #expect(late?.message.hasPrefix("the server stopped with '") == true)
  }

  @Test func `an answer may come whole`() throws {
    var answer = OpenAIAnswer(fault: testFault())
    let message = #"{"role":"assistant","content":"def","reasoning_content":"hm"}"#
    let events = try answer.readWhole(Array(FakeOpenAI.document(message, finish: "length").utf8))
    #expect(events == [.reasoning("hm"), .text("def")])
    let end = try answer.finish()
    #expect(end.stopReason == .length)
    #expect(end.usage == Usage(inputTokens: 26, outputTokens: 3))
  }

  @Test(arguments: [#"{"choices":[{"#, "{}", #"{"object":"list"}"#])
  func `a document that is no answer is told`(text: String) {
    var answer = OpenAIAnswer(fault: testFault())
    let error = #expect(throws: ProviderError.self) { try answer.readWhole(Array(text.utf8)) }
    #expect(error?.code == .badResponse)
  }
}
