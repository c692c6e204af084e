import CanonicalJSON
import Experiments
import Glibc
import TerminalTesting
import TestKit
import Testing

/// What koderz does with the files of its workspace.
@Suite(.paced)
struct StoreTests {
  let lab = Lab()

  // MARK: Files of others

  @Test func `a text file in the store's place is named and left as it is`() async throws {
    mkdir(lab.workspace, 0o755)
    mkdir(lab.workspace + "/sessions", 0o755)
    lab.files.write("hello\nworld\n", to: "lab/sessions/koderz.sqlite")
    let run = try await lab.run(["-e", "use starter/1"])
    #expect(run.status == 3)
    #expect(run.output == "")
    #expect(
      run.error == """
        error: \(lab.workspace)/sessions/koderz.sqlite is a text file that begins “hello”, not a \
        session store; it was left as it is: move it away, or choose another workspace

        """)
    #expect(lab.files.read("lab/sessions/koderz.sqlite") == "hello\nworld\n")
  }

  @Test func `another program's database is named and left as it is`() async throws {
    mkdir(lab.workspace, 0o755)
    mkdir(lab.workspace + "/sessions", 0o755)
    let path = lab.workspace + "/sessions/koderz.sqlite"
    let script =
      "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('create table birds(n)')"
    let made = try await PipedProgram.run(
      "/usr/bin/python3", arguments: ["-c", script, path], input: "")
    #expect(made.status == 0)
    let before = try await sum(of: path)
    let run = try await lab.run(["-e", "use starter/1; note hello"])
    #expect(run.status == 3)
    #expect(run.error.contains("is an SQLite database of another program, not a session store"))
    #expect(try await sum(of: path) == before)
  }

  private func sum(of path: String) async throws -> String {
    try await PipedProgram.run("/usr/bin/sha256sum", arguments: [path], input: "").output
  }

  // MARK: Two processes

  @Test func `a second process is told who holds a session and works in another`() async throws {
    let terminal = try await lab.open(["--session", "mine"])
    terminal.send("use starter/1\r")
    try await terminal.see("koderz Starter/1 ›")
    let refused = try await lab.run(["--session", "mine", "-e", "note hello"])
    #expect(refused.status == 3)
    #expect(refused.output == "")
    #expect(refused.error.hasPrefix("error: session “mine” is held by "))
    #expect(refused.error.contains("\(terminal.processID)"))
    let other = try await lab.run(
      ["--session", "other", "-e", "use starter/2; session verify", "--json"])
    #expect(other.status == 0)
    #expect(try other.records("verified").count == 1)
    terminal.send("note still here\r\u{4}")
    try await terminal.see("session mine saved")
    #expect(try await terminal.exited() == 0)
    let freed = try await lab.run(["--session", "mine", "-e", "note hello; session verify"])
    #expect(freed.status == 0)
  }

  // MARK: Export and import

  @Test func `an exported session reads back to the same hashes in another workspace`()
    async throws
  {
    let file = lab.files.path(of: "lab.jsonl")
    let out = try await lab.run(
      [
        "--json", "-x", "sessions/branches.kz", "-e", "session export \(file)", "-e", "log --all",
        "-e", "session verify",
      ])
    #expect(out.status == 0)
    let head = try #require(out.records("verified").last)
    let elsewhere = Lab()
    let back = try await elsewhere.run([
      "--json", "-e", "session import \(file) --as copy; session verify; log --all",
    ])
    #expect(back.status == 0)
    #expect(try back.records("verified") == [head])
    // The script itself lists the first three of the four attempts.
    let attempts = try back.records("attempt")
    #expect(attempts.map { words($0, "node") } == ["@4", "@3", "@2", "@1"])
    #expect(attempts == (try out.records("attempt")).suffix(4))
    let again = try await elsewhere.run(["-e", "session import \(file) --as copy"])
    #expect(again.status == 3)
    #expect(again.error.contains("copy"))
  }

  @Test func `a changed export is refused by line, and nothing is stored`() async throws {
    let file = lab.files.path(of: "lab.jsonl")
    let out = try await lab.run(["-e", "use starter/1; note before; session export \(file)"])
    #expect(out.status == 0)
    lab.files.write(
      lab.files.read("lab.jsonl").replacing("note before", with: "note behind"), to: "lab.jsonl")
    let elsewhere = Lab()
    let back = try await elsewhere.run(["--json", "-e", "session import \(file)"])
    #expect(back.status == 3)
    #expect(back.error.contains("\(file):"))
    let list = try await elsewhere.run(["--json", "-e", "session list --all"])
    #expect(try list.records().compactMap { $0["name"] } == [])
  }
}
