import ServerTesting
import TerminalTesting
import TestKit
import Testing

/// What a model was asked without is said once and stands in the record of every call.
@Suite(.paced)
struct UnsentOptionTests {
  @Test func `a refused temperature is told, recorded and exported`() async throws {
    let lab = Lab()
    let talker = FakeOpenAI(models: ["tiny"], text: "```python\\nx = 1\\n```")
    let script: FakeServer.Script = { request in
      String(decoding: request.body, as: UTF8.self).contains("\"temperature\"")
        ? HTTPText.response(
          400, #"{"error":{"message":"'temperature' is not supported","param":"temperature"}}"#)
        : talker.script(request)
    }
    let exported = lab.files.path(of: "r.jsonl")
    let run = try await withFakeServer(script) { server in
      lab.environment["OPENAI_BASE_URL"] = server.url
      return try await lab.run([
        "--keep-going", "-e",
        "use starter/1; set coder openai/tiny; step; step; recording export \(exported)",
      ])
    }
    let told = run.error.split(separator: "asked without temperature").count - 1
    #expect(told == 1, "\(run.error)")
    let records = lab.files.read("r.jsonl").split(separator: #""unsent":["temperature"]"#)
    #expect(records.count == 3)
  }
}
