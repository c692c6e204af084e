import ServerTesting
import Synchronization
import TerminalTesting
import TestKit
import Testing

/// Ctrl-C while a server is at work, on a terminal.
@Suite(.paced, .serialized, .timeLimit(.minutes(2))) struct ServerKeysTests {
  private let lab = Lab()

  /// At the prompt, with an Ollama server that does what the script says.
  private func open(on server: FakeServer) async throws -> Terminal {
    lab.environment["OLLAMA_HOST"] = server.url
    let terminal = try Terminal(
      "/bin/sh", arguments: try Lab.commandLine(["--workspace", lab.workspace]),
      environment: lab.environment, width: 110, height: 40)
    try await terminal.see("ollama: 1 model: tiny:latest")
    try await terminal.wait(for: "the prompt") { $0.cursorLine.hasSuffix("›") }
    return terminal
  }

  @Test func `ctrl-c stops a download, and the server is told at once`() async throws {
    var ollama = FakeOllama(saying: ["hello"])
    ollama.pull = [
      HTTPText.chunkedHead(),
      HTTPText.chunk(
        #"{"status":"pulling 8eeb52dfb3bb","digest":"sha256:8e","total":4000,"completed":1000}"#
          + "\n"), .hang,
    ]
    let script = ollama
    try await withFakeServer({ script.script($0) }) { server in
      let terminal = try await open(on: server)
      terminal.send("models pull big\r")
      try await terminal.wait(for: "the progress") { $0.text.contains("1000 B of 3.9 KB  25 %") }
      try await interrupt(terminal, server)
      #expect(!terminal.screen.text.contains("is on the server"))
      try await leave(terminal)
    }
  }

  @Test func `ctrl-c ends a speed test, and what is measured is shown`() async throws {
    // The warm-up and the first prompt are answered; the next answer never ends.
    let chats = Mutex(0)
    let quick = FakeOllama(saying: ["one ", "two"])
    let endless = FakeOllama(chat: [
      HTTPText.chunkedHead(), HTTPText.chunk(FakeOllama.line("a")), .hang,
    ])
    try await withFakeServer({ request in
      let isQuick = chats.withLock { count in
        count += request.path == "/api/chat" ? 1 : 0
        return count <= 2
      }
      return (isQuick ? quick : endless).script(request)
    }) { server in
      let terminal = try await open(on: server)
      terminal.send("speed-test tiny:latest --rounds 1\r")
      try await terminal.wait(for: "the second prompt") { screen in
        screen.text.contains("round 1 of 1  code") && chats.withLock { $0 } == 3
      }
      try await interrupt(terminal, server)
      #expect(terminal.screen.lines.contains { $0.hasPrefix("tiny:latest  short") })
      try await leave(terminal)
    }
  }

  /// Ctrl-C, until the server's client has gone and the prompt is there.
  private func interrupt(_ terminal: Terminal, _ server: FakeServer) async throws {
    terminal.send("\u{3}")
    var departures = server.departures.makeAsyncIterator()
    await departures.next()
    try await terminal.wait(for: "the prompt") { screen in
      screen.cursorLine.hasSuffix("›")
        && screen.text.contains("stopped; what was finished is kept")
    }
  }

  private func leave(_ terminal: Terminal) async throws {
    terminal.send("\u{4}")
    #expect(try await terminal.exited() == 0)
    #expect(terminal.isSane)
  }
}
