import CanonicalJSON
import RecordTesting
import TerminalTesting
import TestKit
import Testing

/// What the worked scripts print with `--json`, against the committed schemas.
@Suite(.paced)
struct RecordLinesTests {
  @Test(arguments: GoldenTranscriptTests.names)
  func `every line of a worked script fits the schema of its record`(name: String) async throws {
    let text = try await PipedProgram.run(
      "/bin/sh", arguments: ["-c", "cat \"$0\"", "\(Lab.packageRoot)/docs/json.schema.json"],
      input: "", environment: ["PATH": "/usr/bin:/bin"]
    ).output
    let document = try JSONValue(parsing: text)
    let check = SchemaCheck(document: document)
    let run = try await Lab().runOnce(["--json", "-x", "sessions/\(name).kz"])
    #expect(run.status == 0)
    // What a system's command prints is its own.
    let records = try run.output.split(separator: "\n").filter { $0.hasPrefix("{") }
      .map { try JSONValue(parsing: $0) }
    #expect(records.count > 5)
    for record in records {
      let event = try #require(record["event"]?.stringValue, "\(record.canonical)")
      let schema = try #require(document["$defs"]?[event], "no schema of \(event)")
      #expect(check.faults(of: record, schema) == [], "\(event)")
    }
  }
}
