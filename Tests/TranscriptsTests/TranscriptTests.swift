import CanonicalJSON
import Experiments
import StoreTesting
import Testing

@testable import Runs
@testable import Transcripts

@Suite struct TranscriptTests {
  private func session() throws -> TranscriptInput {
    var session = try SessionBuilder()
    try session.command("spec")
    try session.spec("Return half of n.")
    try session.command("step")
    try session.attempt(
      "def half(n):\n    return n // 2\n", .wrong(6), prose: "Here ```` it is:\n</details>\n")
    try session.command("guide \"use / not //\"")
    try session.guide("use / not //\n# not a heading")
    try session.command("step")
    try session.attempt("def half(n):\n    return n / 2\n", .pass)
    try session.append(NoteAdded(text: "key: sk-ant-api03-0123456789abcdef"))
    try session.goto(1)
    try session.review("Integer division loses the half.")
    try session.attempt(nil, Verdict(outcome: .noCode, message: "prose only"))
    return TranscriptInput(
      state: session.state, koderz: "0.1", events: session.events, texts: session.texts)
  }

  @Test func `A Markdown transcript tells the session in order`() throws {
    #expect(MarkdownTranscript.document(try session()) == Self.golden)
  }

  @Test func `Texts that were not exported are said to be missing`() throws {
    var input = try session()
    input.texts = [:]
    let document = MarkdownTranscript.document(input)
    #expect(document.contains("(this text was not exported)"))
  }

  @Test func `Nothing a model writes can end the part it stands in`() throws {
    let hostile = "````\n</details>\n# x\n<!-- \u{1B}]0;\u{7}\n~~~~\n| a |\n***\n"
    var session = try SessionBuilder()
    try session.spec(hostile)
    try session.guide(hostile)
    try session.attempt(hostile, Verdict(outcome: .syntax, message: hostile, output: hostile))
    try session.review(hostile)
    let document = MarkdownTranscript.document(
      TranscriptInput(
        state: session.state, koderz: "0.1", events: session.events, texts: session.texts))
    #expect(!document.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    let outside = Self.outsideFences(document)
    #expect(!outside.contains { $0.hasPrefix("# ") && $0 != "# Session 2026-11-21" })
    #expect(!outside.contains { $0.contains("<!--") })
    #expect(
      outside.count { $0 == "<details>" } == outside.count { $0 == "</details>" })
  }

  @Test func `A JSON transcript holds the events with their texts, and a summary`() throws {
    let input = try session()
    let document = try JSONTranscript.document(input)
    let value = try JSONValue(parsing: document)
    #expect(document == value.canonical + "\n")
    #expect(value["session"]?["name"] == "2026-11-21")
    let events = try #require(value["events"]?.arrayValue)
    #expect(events.count == input.events.count)
    let candidate = try #require(events.first { $0["kind"] == "candidate" })
    #expect(candidate["payload"]?["code"]?["text"] == "def half(n):\n    return n // 2\n")
    let summary = try #require(value["summary"]?["problems"]?.arrayValue?.first)
    #expect(summary["solvedBy"] == "@2")
    #expect(summary["attempts"] == 3)
    #expect(summary["total"]?["outputTokens"] == 852)
    #expect(
      summary["results"]?.arrayValue?.compactMap { $0["outcome"] } == ["wrong", "pass", "no-code"])
  }

  @Test func `No transcript holds a secret`() throws {
    let input = try session()
    for document in [MarkdownTranscript.document(input), try JSONTranscript.document(input)] {
      #expect(!document.contains("0123456789abcdef\""))
      #expect(!SecretScan.containsSecret(document))
      #expect(document.contains("redacted"))
    }
  }

  /// The lines a reader of Markdown would take for markup.
  private static func outsideFences(_ document: String) -> [Substring] {
    var fence: Substring?
    return document.split(separator: "\n").filter { line in
      let ticks = line.prefix { $0 == "`" }
      if let open = fence {
        if line.allSatisfy({ $0 == "`" }), ticks.count >= open.count { fence = nil }
        return false
      }
      if ticks.count >= 3 { fence = ticks }
      return fence == nil
    }
  }
}
