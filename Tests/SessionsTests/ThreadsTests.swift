import ServerTesting
import TerminalTesting
import TestKit
import Testing

/// Which threads koderz is left with after work of every kind.
@Suite(.paced) struct ThreadsTests {
  private let lab = Lab()

  /// A worker of libdispatch would have libdispatch wake the process once a second from then on.
  @Test func `no worker of libdispatch is left that it would look after`() async throws {
    let ollama = FakeOllama(saying: ["    return", " None"])
    try await withFakeServer({ ollama.script($0) }) { server in
      lab.environment["OLLAMA_HOST"] = server.url
      let run = try await lab.run([
        "-e", "models use coder sim:1; use starter/2; step; why",
        "-e", "models use coder tiny:latest; use starter/1; step --anyway",
        "-e", "models discover; session verify; doctor",
        "-e", "!cat /proc/$PPID/task/*/comm",
      ])
      #expect(run.output.contains("✓"))
      let threads = run.output.split(separator: "\n")
      #expect(threads.contains("TP-#0"))
      // “com.apple.root.default-qos” and its like, of which the kernel keeps the last 15 bytes;
      // workers that it does not look after end in “.overcommit”.
      #expect(threads.filter { $0.hasSuffix("-qos") } == [])
    }
  }
}
