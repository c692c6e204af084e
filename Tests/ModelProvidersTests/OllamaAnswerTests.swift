import Experiments
import ServerTesting
import Testing

@testable import ModelProviders

@Suite struct OllamaAnswerTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8.filter { $0 != 10 }) }

  @Test func `text, thinking and the end are told apart`() throws {
    var answer = OllamaAnswer(endpoint: "e")
    let thought = try answer.read(bytes(FakeOllama.line("", thinking: "hm")))
    let text = try answer.read(bytes(FakeOllama.line("def")))
    let last = try answer.read(bytes(FakeOllama.end(reason: "length", input: 7, output: 9)))
    #expect(thought == [.reasoning("hm")])
    #expect(text == [.text("def")])
    #expect(last.isEmpty)
    #expect(
      answer.end
        == GenerationEnd(
          usage: Usage(inputTokens: 7, outputTokens: 9), stopReason: .length,
          reportedModel: "tiny",
          timing: ServerTiming(promptMs: 342.546, generationMs: 4535.599)))
  }

  @Test func `nothing counts after the end`() throws {
    var answer = OllamaAnswer(endpoint: "e")
    _ = try answer.read(bytes(FakeOllama.end()))
    #expect(try answer.read(bytes(FakeOllama.line("more"))).isEmpty)
    #expect(try answer.read(bytes("garbage")).isEmpty)
  }

  @Test func `missing counts stay unknown`() throws {
    var answer = OllamaAnswer(endpoint: "e")
    _ = try answer.read(bytes(#"{"model":"m","done":true}"#))
    #expect(answer.end?.usage == Usage())
    #expect(answer.end?.stopReason == .stop)
  }

  @Test func `a last line without a line end counts`() throws {
    var answer = OllamaAnswer(endpoint: "e")
    let (events, end) = try answer.finish(
      rest: bytes(#"{"model":"m","message":{"role":"assistant","content":"x"},"done":true}"#))
    #expect(events == [.text("x")])
    #expect(end.reportedModel == "m")
  }

  @Test(arguments: [
    ("", "the stream ended before the answer was complete"),
    (#"{"model":"m","mess"#, "the stream ended in the middle of a line"),
    (#"{"model":"m","done":false}"#, "the stream ended before the answer was complete"),
  ])
  func `an answer cut short is a broken stream`(rest: String, message: String) throws {
    var answer = OllamaAnswer(endpoint: "e")
    _ = try answer.read(bytes(FakeOllama.line("x")))
    let error = #expect(throws: ProviderError.self) { try answer.finish(rest: bytes(rest)) }
    #expect(error?.code == .brokenStream)
    #expect(error?.message == message)
  }

  @Test(arguments: [
    ("nonsense", "line 1 of the answer is not JSON of a chat: 'nonsense'"),
    ("<html>", "line 1 of the answer is not JSON of a chat: '<html>'"),
    (#"["a"]"#, #"line 1 of the answer is not JSON of a chat: '["a"]'"#),
    (
      #"{"model":"m","eval_count":NaN}"#,
      #"line 1 of the answer is not JSON of a chat: '{"model":"m","eval_count":NaN}'"#
    ),
  ])
  func `a garbage line is named and shown`(line: String, message: String) {
    var answer = OllamaAnswer(endpoint: "e")
    let error = #expect(throws: ProviderError.self) { try answer.read(bytes(line)) }
    #expect(error?.code == .badResponse)
    #expect(error?.message == message)
  }

  @Test func `bytes that are not UTF-8 are garbage`() {
    var answer = OllamaAnswer(endpoint: "e")
    let error = #expect(throws: ProviderError.self) {
      try answer.read(Array(#"{"message":{"content":""#.utf8) + [0xff, 0xfe] + Array("\"}}".utf8))
    }
    #expect(error?.code == .badResponse)
  }

  @Test func `an error object is a server error before text and a broken stream after`() throws {
    var early = OllamaAnswer(endpoint: "e")
    let first = #expect(throws: ProviderError.self) { try early.read(bytes(#"{"error":"oom"}"#)) }
    #expect(first?.code == .serverError)
    var late = OllamaAnswer(endpoint: "e")
    _ = try late.read(bytes(FakeOllama.line("x")))
    let second = #expect(throws: ProviderError.self) { try late.read(bytes(#"{"error":"oom"}"#)) }
    #expect(second?.code == .brokenStream)
    #expect(second?.message == "the server stopped with 'oom'")
  }
}
