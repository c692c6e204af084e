import CanonicalJSON
import Experiments
import Glibc
import TerminalTesting
import Testing

/// Every recorded response of a real model, stepped in one script.
struct RecordedResponsesTests {
  // It takes minutes: KODERZ_FULL=1 swift test --filter RecordedResponsesTests
  @Test(
    .enabled(
      if: getenv("KODERZ_FULL") != nil && TestData.humanEval != nil && TestData.responses != nil,
      "KODERZ_FULL=1 runs it where KODERZ_TEST_DATA holds HumanEval and the responses"))
  func `all recorded responses are stepped through the recorded provider`() async throws {
    let lab = Lab()
    let responses = try jsonLines(
      try await TestData.unpacked(try #require(TestData.responses)))
    #expect(responses.count == 817)
    let recording = lab.file(
      "recording.jsonl",
      responses.map { line in
        JSONValue.object([
          "task_id": line["task_id"] ?? .null, "response": line["response"] ?? .null,
          "role": "coder",
        ]).canonical
      })
    let problems = responses.compactMap { $0["task_id"]?.stringValue }
    var script = [
      "load \(try #require(TestData.humanEval))", "models use coder recorded:\(recording)",
    ]
    for (problem, count) in Self.counts(problems) {
      script.append("use \(problem)")
      script += Array(repeating: "step --anyway", count: count)
    }
    let run = try await lab.run(
      ["--json", "-x", lab.file("all.kz", script), "-e", "session verify"])
    #expect(run.status == 0, "\(run.error)")
    let verdicts = try run.records("verdict")
    #expect(verdicts.count == 817)
    #expect(try run.records("verified").count == 1)
    let outcomes = Self.counts(verdicts.compactMap { $0["outcome"]?.stringValue })
    let passed = outcomes.first { $0.0 == "pass" }?.1 ?? 0
    // 755 pass as an older extractor took them.
    #expect(passed >= 750)
    print("817 responses: \(outcomes.map { "\($0.0) \($0.1)" })")
  }

  /// How often each word occurs, in the order of first occurrence.
  private static func counts(_ words: [String]) -> [(String, Int)] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for word in words {
      if counts[word] == nil { order.append(word) }
      counts[word, default: 0] += 1
    }
    return order.map { ($0, counts[$0] ?? 0) }
  }
}
