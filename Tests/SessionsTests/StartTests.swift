import Experiments
import Glibc
import TerminalTesting
import TestKit
import Testing

/// What koderz reads when it starts, and where a verb's output may go outside.
@Suite(.paced)
struct StartTests {
  let lab = Lab()

  @Test func `init.kz runs at the start, and its aliases and hooks stay`() async throws {
    writeInit("set coder sim:0:3\nalias try \"step; why\"\n")
    let run = try await lab.runOnce(["-e", "show --origin coder; use starter/9; try"])
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(run.output.contains("sim:0:3  user file"))
    #expect(run.output.contains("@1 ✗"))
    let without = try await lab.runOnce(["--no-init", "-e", "show --origin coder", "-e", "alias"])
    #expect(without.output.contains("qwen2.5-coder:32b  default"))
    #expect(without.output.contains("no aliases"))
  }

  @Test func `mistakes in init.kz are named by file and line, and the rest of it runs`()
    async throws
  {
    writeInit("spet\n\nset temperature hot\nset feedback class\n")
    let path = lab.files.path(of: "config/koderz/init.kz")
    let run = try await lab.runOnce(["-e", "show feedback"])
    #expect(run.status == 0)
    #expect(run.error.contains("\(path):1:\nerror: unknown verb “spet”"))
    #expect(run.error.contains("\(path):3:\nerror: temperature cannot be “hot”: a number"))
    #expect(run.output.contains("class"))
  }

  @Test func `quit in init.kz ends the file and nothing else`() async throws {
    writeInit("quit\nspet\n")
    let run = try await lab.runOnce(["-e", "info"])
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(run.output.contains("session"))
  }

  @Test func `what set --save keeps is there at the next start`() async throws {
    let first = try await lab.runOnce(["set", "--save", "temperature", "0.7"])
    #expect(first.status == 0)
    #expect(lab.files.read("config/koderz/init.kz") == "set temperature 0.7\n")
    let next = try await lab.runOnce(["show", "--origin", "temperature"])
    #expect(next.output.contains("0.7    user file"))
  }

  @Test func `the first start says what to try, the next one does not`() async throws {
    let first = try await lab.open()
    #expect(first.screen.text.contains("new here? try: use starter/2"))
    #expect(first.screen.text.contains("help start says more"))
    first.send("note so\r")
    try await first.see("noted")
    first.send("\u{4}")
    #expect(try await first.exited() == 0)
    let next = try await lab.open()
    #expect(next.screen.text.contains("type help, or: use ID, spec, step"))
    #expect(!next.screen.text.contains("new here?"))
  }

  @Test func `a workspace may be named from where one is`() async throws {
    lab.folder = lab.files.directory
    let run = try await lab.runAnywhere(["--workspace", "./here//.", "info"])
    #expect(run.output.hasPrefix("workspace \(lab.files.directory)/here\n"))
  }

  // MARK: Output

  @Test func `a command reads the output, may stop early, and its status counts`() async throws {
    let run = try await lab.runOnce([
      "-e", "help | sed -n 's/^session$/first/p'", "-e", "help scripts | head -1",
      "-e", "help scripts | exit 3",
    ])
    #expect(
      run.output
        == "first\nscripts · running lines from files, the command line and by themselves\n")
    #expect(run.status == 3)
    #expect(run.error.contains("error: exit 3 ended with status 3"))
  }

  @Test func `a device stays a device, and a file is replaced or added to`() async throws {
    let path = lab.files.path(of: "out.txt")
    let run = try await lab.runOnce([
      "--color", "always", "-e", "help fork > /dev/null", "-e", "alias > \(path)",
      "-e", "alias x1 info; alias >> \(path)", "-e", "!test -c /dev/null", "-e",
      "info >> /dev/zero", "-e", "info > /dev/zero",
    ])
    #expect(run.status == 0)
    #expect(lab.files.read("out.txt") == "no aliases\nx1 = info\n")
  }

  @Test func `a file that takes nothing is named`() async throws {
    let run = try await lab.runOnce(["-e", "info > /dev/full"])
    #expect(run.status == 3)
    #expect(
      run.error
        == "-e:1:\nerror: /dev/full: No space left on device\n  check the path, its permissions and the free space\n"
    )
  }

  @Test func `a folder that is not there is named and not made`() async throws {
    let path = lab.files.path(of: "no/dir/x.txt")
    let run = try await lab.runOnce([
      "--keep-going", "-e", "info > \(path)", "-e", "info >> \(path)",
    ])
    #expect(run.status == 3)
    let folder = lab.files.path(of: "no/dir")
    #expect(run.error.contains("error: there is no folder \(folder)\n"))
    #expect(run.error.contains("!mkdir -p \(folder) makes it"))
    #expect(try await lab.runOnce(["-e", "!test ! -e \(lab.files.path(of: "no"))"]).status == 0)
  }

  @Test(arguments: [["-e", "info; info"], ["info"]])
  func `standard output that takes nothing is named`(arguments: [String]) async throws {
    let words = try Lab.commandLine(["--ephemeral"] + arguments)
    let run = try await PipedProgram.run(
      "/bin/sh", arguments: ["-c", "exec /bin/sh \"$@\" >/dev/full", "sh"] + words, input: "",
      environment: lab.environment)
    #expect(run.status == 1)
    #expect(
      run.error
        == "error: standard output: No space left on device\n  check the path, its permissions and the free space\n"
    )
  }

  @Test func `a file gets lines as they come, and keeps them when judge is stopped`() async throws {
    let samples = lab.file(
      "samples.jsonl",
      [
        #"{"task_id": "Starter/1", "completion": "    return []\n"}"#,
        #"{"task_id": "Starter/1", "completion": "    __import__('time').sleep(60)\n"}"#,
      ])
    let output = lab.files.path(of: "verdicts.jsonl")
    let terminal = try await lab.open()
    terminal.send("judge \(samples) --problems data/starter.jsonl > \(output)\r")
    try await terminal.see("1/2 judged")
    terminal.send("\u{3}")
    try await terminal.see("stopped; what was finished is kept")
    #expect(try jsonLines(lab.files.read("verdicts.jsonl")).count == 1)
  }

  @Test(arguments: [
    "set theme light; !touch \"$HOME/mark\"", "set theme light | touch \"$HOME/mark\"", "step",
  ])
  func `a project's settings file sets and does nothing else`(line: String) async throws {
    lab.folder = lab.files.directory
    lab.files.write("set theme light\n\(line)\n", to: ".koderz.kz")
    let run = try await lab.runAnywhere(["--workspace", ".", "info"])
    #expect(run.status == 2)
    #expect(run.error.contains(".koderz.kz:2: a project's settings file may hold set lines only"))
    #expect(lab.files.read("mark") == "")
  }

  @Test func `the sessions are not written over`() async throws {
    let made = try await lab.run(["-e", "note so"])
    #expect(made.status == 0)
    let store = "\(lab.workspace)/sessions/koderz.sqlite"
    let link = lab.files.path(of: "link")
    let run = try await lab.run([
      "--keep-going", "-e", "!ln -s \(store) \(link)", "-e", "info > \(store)", "-e",
      "info > \(link)",
    ])
    #expect(run.status == 3)
    #expect(run.error.contains("\(store) holds sessions"))
    #expect(run.error.contains("\(link) holds sessions"))
    let check = try await lab.run(["session", "list"])
    #expect(check.status == 0)
  }

  private func writeInit(_ text: String) {
    for folder in ["config", "config/koderz"] { mkdir(lab.files.path(of: folder), 0o700) }
    lab.files.write(text, to: "config/koderz/init.kz")
  }
}
