import CanonicalJSON
import Experiments
import Glibc
import TerminalTesting
import TestKit
import Testing

/// The worked scripts, replayed: each prints what `sessions/NAME.txt` holds.
///
/// `KODERZ_UPDATE_GOLDENS=1 swift test --filter GoldenTranscriptTests` writes the files anew.
@Suite(.paced)
struct GoldenTranscriptTests {
  static let names = ["first-steps", "branches", "reviews", "shell", "money"]

  @Test(arguments: names)
  func `a worked script prints its transcript`(name: String) async throws {
    let run = try await Lab().runOnce(["-x", "sessions/\(name).kz"])
    #expect(run.status == 0)
    #expect(run.error == "")
    let path = "\(Lab.packageRoot)/sessions/\(name).txt"
    let transcript = Normalized.text(run.output)
    if getenv("KODERZ_UPDATE_GOLDENS") != nil { try write(transcript, to: path) }
    #expect(try read(path) == transcript)
  }

  @Test(
    arguments: [
      ("@1 ✗ 0/8  timeout 2.3 s CPU", "@1 ✗ 0/8  timeout TIME CPU"),
      ("time   models 282 ms · tests 33 ms", "time   models TIME · tests TIME"),
      ("366  195 ms  $0.00", "366  TIME  $0.00"), ("366    8 ms  $0.00", "366  TIME  $0.00"),
      ("36 events verified · head 1ab7c6ccb0de", "36 events verified · head HASH"),
      ("session 2026-11-21-3 at 10:02:31", "session DATE-3 at CLOCK"),
      ("count_levels 3 assertions 12 metres", "count_levels 3 assertions 12 metres"),
    ])
  func `only times, hashes and dates are evened out`(text: String, expected: String) {
    #expect(Normalized.text(text) == expected)
  }

  @Test func `the first steps fail, are guided and end in a pass`() async throws {
    let run = try await Lab().runOnce(["--json", "-x", "sessions/first-steps.kz"])
    #expect(run.status == 0)
    let events = try run.records().compactMap { record in
      record["event"]?.stringValue == "verdict" && record["outcome"]?.stringValue == "pass"
        ? "pass" : record["event"]?.stringValue
    }
    let failed = try #require(events.firstIndex(of: "verdict"))
    let guided = try #require(events.firstIndex(of: "guidance"))
    let passed = try #require(events.firstIndex(of: "pass"))
    #expect(failed < guided && guided < passed)
  }

  private func read(_ path: String) throws -> String {
    let file = try #require(fopen(path, "r"), "no transcript: KODERZ_UPDATE_GOLDENS=1 makes it")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    #expect(fputs(text, file) >= 0)
  }
}

/// What differs from run to run, made the same.
enum Normalized {
  /// The text with TIME, HASH, DATE and CLOCK in the places of durations, hashes, dates and times.
  ///
  /// Table columns are as wide as the durations in them, so the space before one counts as two blanks.
  static func text(_ text: String) -> String {
    text
      .replacing(#/ {2,}\d+(\.\d+)? (ms|s|µs)\b/#) { _ in "  TIME" }
      .replacing(#/\b\d+(\.\d+)? (ms|s|µs)\b/#) { _ in "TIME" }
      .replacing(#/\b20\d\d-\d\d-\d\d/#) { _ in "DATE" }
      .replacing(#/\b\d\d:\d\d:\d\d(\.\d+)?/#) { _ in "CLOCK" }
      .replacing(#/\b[0-9a-f]{12,64}\b/#) { _ in "HASH" }
      .replacing(#/ {2,}time  /#) { _ in "  time  " }
  }
}
