import Experiments
import Foundation
import Testing

@testable import Workbench

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
