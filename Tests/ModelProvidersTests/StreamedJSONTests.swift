import Experiments
import FoundationEssentials
import TestKit
import Testing

@testable import ModelProviders

/// What is read quickly is what the full decoder reads: over plain lines, and over thousands that
/// were damaged by a seeded hand.
@Suite struct StreamedJSONTests {
  /// A wire: lines as servers write them, the quick reader and the full one.
  struct Wire: Sendable, CustomTestStringConvertible {
    var name: String
    var lines: [String]
    var quick: @Sendable ([UInt8]) -> [GenerationEvent]?
    /// The events of a line that is no end of an answer; nil for others and for what is refused.
    var full: @Sendable ([UInt8]) -> [GenerationEvent]?

    var testDescription: String { name }
  }

  static let wires = [ollama, openAI, anthropic]

  private static let ollama = Wire(
    name: "Ollama",
    lines: [
      #"{"model":"m","created_at":"2026-11-21T10:00:00Z","message":{"role":"assistant","#
        + #""content":" größe 🐍"},"done":false}"#,
      #"{"message":{"content":"a\n\t\"\\\/\u003c\u00e9\b\f\r","thinking":"hm"},"done":false}"#,
      #" { "message" : { "content" : "" , "thinking" : "x" } } "#,
    ],
    quick: { OllamaAnswer.quickly($0) },
    full: { line in
      guard let value = try? JSONDecoder().decode(OllamaWire.ChatLine.self, from: Data(line)),
        value.error == nil, value.done != true
      else { return nil }
      return GenerationEvent.pieces(
        reasoning: value.message?.thinking ?? "", text: value.message?.content ?? "")
    })

  private static let openAI = Wire(
    name: "OpenAI",
    lines: [
      #"{"id":"c-1","object":"chat.completion.chunk","created":1763700000,"model":"m","#
        + #""system_fingerprint":null,"choices":[{"index":0,"delta":{"role":"assistant","#
        + #""content":" größe\n"},"logprobs":null,"finish_reason":null}],"usage":null}"#,
      #"{"choices":[{"index":0,"delta":{"content":null,"reasoning_content":"hm\u0041"}}]}"#,
      #"{"choices": [{"delta": {"content": "x", "refusal": null}}], "obfuscation": "aB"}"#,
    ],
    quick: { OpenAIAnswer.quickly($0) },
    full: { data in
      var answer = OpenAIAnswer(fault: testFault())
      let events = try? answer.read(ServerSentEvent(name: "", data: data))
      // A finished answer, or a count, is no event of the middle.
      return (try? answer.finish()) == nil ? events : nil
    })

  private static let anthropic = Wire(
    name: "Anthropic",
    lines: [
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"größe\n"}}"#,
      #"{"type":"content_block_delta","index":1,"delta":{"type":"thinking_delta","thinking":"h"}}"#,
    ],
    quick: { AnthropicAnswer.quickly($0) },
    full: { data in
      var answer = AnthropicAnswer(fault: testFault())
      let events = try? answer.read(ServerSentEvent(name: "", data: data))
      return (try? answer.finish()) == nil ? events : nil
    })

  @Test(arguments: wires)
  func `plain lines are read quickly, and as the full decoder reads them`(wire: Wire) {
    for line in wire.lines {
      let events = wire.quick(Array(line.utf8))
      #expect(events != nil, "\(line)")
      #expect(events == wire.full(Array(line.utf8)), "\(line)")
    }
  }

  @Test(arguments: wires)
  func `damaged lines are never read quickly as something else`(wire: Wire) {
    var random = SeededRandom(seed: 20_261_121)
    var quick = 0
    for round in 0..<6000 {
      let line = damaged(Array(wire.lines[round % wire.lines.count].utf8), &random)
      guard let events = wire.quick(line) else { continue }
      quick += 1
      #expect(events == wire.full(line), "\(String(decoding: line, as: UTF8.self))")
    }
    #expect(quick > 50)
  }

  @Test(arguments: [
    #"{"message":{"content":"\ud83d\udc0d"},"done":false}"#,
    #"{"message":{"content":"a"},"message":{"content":"b"},"done":false}"#,
    #"{"message":{"content":"a","content":"b"},"done":false}"#,
    #"{"message":{"content":"a"},"done":true}"#, #"{"error":"oom"}"#,
    #"{"message":{"content":"a"},"done":false}}"#, #"{"message":{"content":"a\"#, "", "[]",
  ])
  func `what is not plain is left to the full decoder`(line: String) {
    #expect(OllamaAnswer.quickly(Array(line.utf8)) == nil)
  }

  /// A line with one to three bytes changed, left out, repeated, or put in.
  private func damaged(_ line: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    let telling = Array(#"{}[]":,\untrue0129 e-."#.utf8) + [0, 10, 0xC3, 0xF0, 0xFF, 0x7F]
    var line = line
    for _ in 0..<Int.random(in: 1...3, using: &random) where !line.isEmpty {
      let place = Int.random(in: 0..<line.count, using: &random)
      let byte = telling[Int.random(in: 0..<telling.count, using: &random)]
      switch Int.random(in: 0..<4, using: &random) {
      case 0: line[place] = byte
      case 1: line.remove(at: place)
      case 2: line.insert(byte, at: place)
      default:
        let end = min(line.count, place + Int.random(in: 1...12, using: &random))
        line.insert(contentsOf: line[place..<end], at: place)
      }
    }
    return line
  }
}
