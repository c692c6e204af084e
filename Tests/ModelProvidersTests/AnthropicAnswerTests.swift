import Experiments
import ServerTesting
import Testing

@testable import ModelProviders

@Suite struct AnthropicAnswerTests {
  private typealias Fake = FakeAnthropic

  private func answer(_ data: [String]) throws -> ([GenerationEvent], GenerationEnd) {
    var answer = AnthropicAnswer(
      fault: testFault(complaint: AnthropicComplaint.read), requestID: "req_1")
    let events = try read(data, with: &answer)
    return (events, try answer.finish())
  }

  @Test func `text, thought, reason and counts are told apart`() throws {
    let usage =
      #"{"input_tokens":10,"cache_read_input_tokens":100,"cache_creation_input_tokens":30,"#
      + #""cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":10},"#
      + #""output_tokens":1,"output_tokens_details":{"thinking_tokens":4}}"#
    let (events, end) = try answer([
      Fake.start(usage), Fake.open("thinking"), Fake.ping, Fake.thought("hm"),
      Fake.thought("c2ln", signature: true), Fake.close(), Fake.open("text", index: 1),
      Fake.delta("def", index: 1), Fake.close(index: 1),
      Fake.end(reason: "max_tokens", output: 9), Fake.stop,
    ])
    #expect(events == [.reasoning("hm"), .text("def")])
    #expect(
      end
        == GenerationEnd(
          usage: Usage(
            inputTokens: 140, outputTokens: 9, cacheReadTokens: 100, cacheWrite5mTokens: 20,
            cacheWrite1hTokens: 10, reasoningTokens: 4),
          stopReason: .length, reportedModel: "tiny-0", requestID: "req_1"))
  }

  @Test(arguments: [
    (#"{"input_tokens":0,"output_tokens":0}"#, #"{"input_tokens":9,"output_tokens":3}"#, 9),
    (#"{"input_tokens":9}"#, #"{"output_tokens":3}"#, 9),
    (#"{"input_tokens":9}"#, #"{"input_tokens":0,"output_tokens":3}"#, 9),
  ])
  func `counts may come early or late`(first: String, last: String, input: Int) throws {
    let delta = #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":\#(last)}"#
    let (_, end) = try answer([Fake.start(first), delta, Fake.stop])
    #expect(end.usage == Usage(inputTokens: input, outputTokens: 3))
  }

  @Test(arguments: [
    ("", 7, nil), (#"{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0}"#, 7, 0),
    (#"{"ephemeral_1h_input_tokens":3}"#, 4, 3),
  ])
  func `cache writes that no breakdown names lasted five minutes`(
    breakdown: String, fiveMinutes: Int, hour: Int?
  ) throws {
    let more = breakdown.isEmpty ? "" : #","cache_creation":\#(breakdown)"#
    let (_, end) = try answer([
      Fake.start(#"{"input_tokens":1,"cache_creation_input_tokens":7\#(more)}"#), Fake.end(),
      Fake.stop,
    ])
    #expect(
      end.usage
        == Usage(
          inputTokens: 8, outputTokens: 3, cacheWrite5mTokens: fiveMinutes, cacheWrite1hTokens: hour
        ))
  }

  @Test(arguments: [
    ("end_turn", StopReason.stop), ("stop_sequence", .stop), ("max_tokens", .length),
    ("model_context_window_exceeded", .length), ("refusal", .refusal),
  ])
  func `reasons have koderz's words`(reason: String, stop: StopReason) throws {
    #expect(try answer([Fake.start(), Fake.end(reason: reason), Fake.stop]).1.stopReason == stop)
  }

  @Test(arguments: [
    [Fake.start(), Fake.delta("x"), Fake.end(), Fake.stop],
    [Fake.start(), Fake.delta("x"), Fake.end()],
    [Fake.start(), Fake.delta("x"), Fake.end(), Fake.end(reason: "max_tokens"), Fake.stop],
    [Fake.start(), Fake.delta("x"), Fake.end(), Fake.stop, Fake.delta("y"), "garbage"],
    [Fake.start(), #"{"type":"from_the_future","x":1}"#, Fake.delta("x"), Fake.end(), "[DONE]"],
  ])
  func `answers end in several ways`(data: [String]) throws {
    let (events, end) = try answer(data)
    #expect(events == [.text("x")])
    #expect(end.stopReason == .stop)
  }

  @Test(arguments: [
    (Fake.error("overloaded_error", "Overloaded"), ProviderError.Code.overloaded),
    (Fake.error("api_error", "Internal"), .serverError),
    (Fake.error("rate_limit_error", "slow down"), .rateLimited),
    (#"{"error":{"code":500,"message":"oom","type":"server_error"}}"#, .serverError),
  ])
  func `an error in the stream has its code before text and breaks it after`(
    data: String, code: ProviderError.Code
  ) {
    let early = #expect(throws: ProviderError.self) { try answer([Fake.start(), data]) }
    #expect(early?.code == code)
    let late = #expect(throws: ProviderError.self) {
      try answer([Fake.start(), Fake.delta("x"), data])
    }
    #expect(late?.code == .brokenStream)
  }

  @Test func `a stream without a reason is broken, and garbage is shown`() {
    let broken = #expect(throws: ProviderError.self) {
      try answer([Fake.start(), Fake.delta("x")])
    }
    #expect(broken?.code == .brokenStream)
    let garbage = #expect(throws: ProviderError.self) {
      try answer([Fake.start(), #"{"x":NaN}"#])
    }
    #expect(garbage?.code == .badResponse)
    #expect(garbage?.message == #"event 2 of the answer is not JSON of a message: '{"x":NaN}'"#)
  }

  @Test func `an answer may come whole`() throws {
    var answer = AnthropicAnswer(fault: testFault())
    #expect(try answer.readWhole(Array(Fake.document("def").utf8)) == [.text("def")])
    #expect(try answer.finish().usage == Usage(inputTokens: 26, outputTokens: 3))
    var other = AnthropicAnswer(fault: testFault())
    let error = #expect(throws: ProviderError.self) { try other.readWhole(Array("{}".utf8)) }
    #expect(error?.code == .badResponse)
  }
}
