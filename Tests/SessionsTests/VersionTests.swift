import TerminalTesting
import Testing

struct VersionTests {
  @Test func `--version prints the version and nothing else`() async throws {
    let run = try await PipedProgram.run(builtProduct("koderz"), arguments: ["--version"])
    #expect(run.status == 0)
    #expect(run.output == "0.1.0\n")
  }
}
