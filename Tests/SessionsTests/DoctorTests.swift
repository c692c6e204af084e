import ServerTesting
import TerminalTesting
import TestKit
import Testing

/// `doctor` on servers that answer.
@Suite(.paced)
struct DoctorTests {
  @Test(arguments: [("tiny", "openai/tiny  openai"), ("other", "does not list it")])
  func `a server without a key has what it lists`(model: String, words: String) async throws {
    let lab = Lab()
    let talker = FakeOpenAI(models: ["tiny"])
    let run = try await withFakeServer({ talker.script($0) }) { server in
      lab.environment["OPENAI_BASE_URL"] = server.url + "/v1"
      return try await lab.run(["--keep-going", "-e", "set coder openai/\(model); doctor"])
    }
    #expect(run.output.contains(words), "\(run.output)")
    #expect(!run.output.contains("coder     openai/\(model): OPENAI_API_KEY"))
  }
}
