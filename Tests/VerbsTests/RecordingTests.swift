import CanonicalJSON
import Experiments
import Foundation
import Runs
import Testing
import WorkbenchTesting

/// The session's answers as a file, and back.
@Suite struct RecordingTests {
  private static let line =
    #"{"task_id":"Starter/1","response":"```python\nnext_token=stream9\n```"}"#

  @Test func `an answer comes out of an export as it was given`() async throws {
    let bench = try Bench()
    try bench.files.files.write("/r.jsonl", Array(Self.line.utf8))
    try await bench.run(
      "use Starter/1", "set coder recorded:/r.jsonl", "step", "recording export /out.jsonl",
      "recording import /out.jsonl")
    for path in ["/out.jsonl", "/nowhere/data/recordings/out.jsonl"] {
      let text = String(decoding: try bench.files.files.read(path), as: UTF8.self)
      let response = try JSONValue(parsing: text)["response"]?.stringValue
      #expect(response?.contains("next_token=stream9") == true)
    }
  }

  @Test func `a replay shows what was paid, by each answer's model, and spends nothing`()
    async throws
  {
    let bench = try Bench()
    let usage = #""usage":{"inputTokens":1000,"outputTokens":100}"#
    let lines = ["gpt-4o", "qwen:7b", "gpt-9-ultra"].map {
      #"{"task_id":"Starter/1","response":"x","model":"\#($0)",\#(usage)}"#
    }
    try bench.files.files.write("/r.jsonl", Array(lines.joined(separator: "\n").utf8))
    try await bench.run(
      "use Starter/1", "budget session 0.001", "budget attempt 0.001",
      "set coder recorded:/r.jsonl", "step 3", "cost", "budget")
    let ledger = try await bench.experiment().ledger
    #expect(ledger.total { $0.tier == .fullFrontier }.cost == Money(nanoUSD: 3_500_000))
    #expect(ledger.total { $0.tier == .fullFrontier }.unpriced == 1)
    #expect(ledger.total { $0.tier == .local }.cost == .zero)
    #expect(ledger.total { $0.tier == .local }.calls == 1)
    #expect(await bench.session.spent[.session] == .zero)
    #expect(bench.printed.text.contains("$0.0035 of it was paid when its answers were recorded"))
    #expect(bench.printed.text.contains("not in it: $0.0035 that was paid when"))
    #expect(!bench.printed.text.contains("savings"))
  }

  @Test func `on each branch a recording answers from its beginning, and a retry gets the next`()
    async throws
  {
    let bench = try Bench()
    let lines = (1...4).map {
      #"{"task_id":"Starter/1","response":"```python\nx = \#($0)\n```"}"#
    }
    try bench.files.files.write("/r.jsonl", Array(lines.joined(separator: "\n").utf8))
    try await bench.run(
      "use Starter/1", "set coder recorded:/r.jsonl", "step 2", "recording export /a.jsonl",
      "goto @0", "fork again", "set coder recorded:/a.jsonl", "step 2",
      "goto @0", "fork third", "set coder recorded:/r.jsonl", "step", "retry", "goto @6", "step")
    let codes = try await bench.experiment().attempts.map(\.code)
    #expect(Set(codes).count == 3)
    #expect(codes[2...3] == codes[0...1])
    #expect(codes[4...5] == codes[0...1])
    #expect(!codes[0...1].contains(codes[6]))
  }

  @Test func `a packed recording is kept unpacked`() async throws {
    let bench = try Bench()
    // `line` through gzip -9n, as base64.
    let packed = try #require(
      Data(
        base64Encoded:
          "H4sIAAAAAAACA6tWKkkszo7PTFGyUgouSSwqSS3SN1TSUSpKLS7IzytOBQonJCQUVJZk5OfF5OWlVpTE"
          + "l+Rnp+bZFpcUpSbmWsbkAaWVarkA8Xze6EgAAAA="))
    try bench.files.files.write("/r.jsonl.gz", Array(packed))
    try await bench.run("use Starter/1", "recording import /r.jsonl.gz")
    #expect(bench.printed.text.contains("1 line kept"))
    let kept = try bench.files.files.read("/nowhere/data/recordings/r.jsonl")
    #expect(String(decoding: kept, as: UTF8.self) == Self.line + "\n")
  }
}
