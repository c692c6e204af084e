import CanonicalJSON
import Experiments
import TerminalTesting
import TestKit
import Testing

/// What koderz reads from its command line, runs without a terminal, and ends with.
@Suite(.paced)
struct CommandLineTests {
  let lab = Lab()

  @Test func `--version prints the version and nothing else`() async throws {
    let run = try await lab.runAnywhere(["--version"])
    #expect(run.status == 0)
    #expect(run.output == "0.1.0\n")
    #expect(run.error == "")
  }

  // MARK: Where the verbs come from

  @Test func `scripts and lines run in the order they are given`() async throws {
    let script = lab.file("two.kz", ["note two"])
    let run = try await lab.runOnce([
      "-e", "use starter/1", "-e", "note one", "-x", script, "-e", "note three", "--json",
      "-e", "log --events",
    ])
    #expect(run.status == 0)
    let lines = try run.records("event").compactMap { $0["payload"]?["line"]?.stringValue }
    #expect(lines == ["use starter/1", "note one", "note two", "note three"])
  }

  @Test func `a script may come by standard input`() async throws {
    let run = try await lab.runOnce([], input: "use starter/1\nlist prompt\n")
    #expect(run.status == 0)
    #expect(run.output.contains("def trim_readings(readings, warmup, cooldown):"))
  }

  @Test func `a variable whose value does not fit is said, with what counts instead`()
    async throws
  {
    lab.environment["KODERZ_TEMPERATURE"] = "hot"
    lab.environment["KODERZ_TOP_P"] = ""
    lab.environment["KODERZ_THEME"] = "light"
    let run = try await lab.runOnce(["-e", "show --origin temperature"])
    #expect(run.status == 0)
    #expect(
      run.error == "KODERZ_TEMPERATURE=hot does not count: a number from 0.0 to 2.0 is needed; "
        + "temperature is 0.1 (default)\n")
  }

  @Test func `a verb may stand on the command line`() async throws {
    let run = try await lab.runOnce(["problems", "moving_average"])
    #expect(run.status == 0)
    #expect(run.output.contains("Starter/4"))
    #expect(!run.output.contains("Starter/5"))
  }

  @Test func `quit ends a script with 0, and what follows is not run`() async throws {
    let run = try await lab.runOnce([], input: "quit\nfrobnicate\n")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.error == "")
  }

  @Test func `a call that the budget does not allow ends a script with 5, and nothing is sent`()
    async throws
  {
    let lab = Lab()
    lab.environment["OPENAI_BASE_URL"] = "http://127.0.0.1:9"
    let run = try await lab.runOnce([
      "-e", "use starter/1; set coder openai/gpt-4o; budget session 0.001; step",
    ])
    #expect(run.status == 5)
    #expect(run.error.contains("(budget) a call to openai/gpt-4o may cost up to $0."))
    #expect(run.error.contains("raise: budget session"))
    #expect(!run.output.contains("@1"))
  }

  @Test func `one's own prices count before the catalog's`() async throws {
    let lab = Lab()
    _ = lab.file(
      "koderz/prices.json",
      [
        #"{"models":[{"model":"claude-haiku-4-5","tier":"small-frontier","input":"1000","output":"0","asOf":"2026-11-21","source":"a contract"}]}"#
      ])
    lab.environment["XDG_CONFIG_HOME"] = lab.files.directory
    let run = try await lab.runOnce([
      "-e", "use starter/1; set coder recorded:sessions/money.jsonl; step; cost",
    ])
    #expect(run.status == 0)
    #expect(run.output.contains("total $0.3980"))
  }

  // MARK: JSON

  @Test func `with --json every line is an object that says what it is`() async throws {
    let run = try await lab.runOnce([
      "--json", "-x", "sessions/branches.kz", "-e", "cost; info; show; help; models; log --events",
    ])
    #expect(run.status == 0)
    let records = try run.records()
    #expect(records.count > 60)
    for record in records { #expect(record["event"]?.stringValue != nil, "\(record.canonical)") }
  }

  @Test func `verdicts are picked from --json by node, outcome, passed and total`() async throws {
    let run = try await lab.runOnce([
      "-e", "load data/starter.jsonl", "-e", "models use coder sim:0.1:8", "-e", "use 2",
      "-e", "continue 10", "--json",
    ])
    #expect(run.status == 0)
    let verdicts = try run.records("verdict")
    #expect(verdicts.count > 1)
    #expect(words(try #require(verdicts.last), "outcome", "passed", "total") == "pass 7 7")
    for (number, verdict) in verdicts.enumerated() {
      #expect(verdict["node"] == .string("@\(number + 1)"))
      let passed = try #require(verdict["passed"]?.integerValue)
      #expect((0...7).contains(passed))
      #expect((verdict["outcome"] == "pass") == (number == verdicts.count - 1))
    }
  }

  // MARK: Failures

  @Test func `a script stops at the first line that fails and names it`() async throws {
    let script = lab.file("bad.kz", ["# comment", "use starter/1", "", "spet", "note never"])
    let run = try await lab.run(["-x", script])
    #expect(run.status == 3)
    #expect(
      run.error == """
        \(script):4:
        error: unknown verb “spet”
          spet
          ^^^^
          nearest: set, spec, step

        """)
  }

  @Test func `an unknown subcommand is a mistake of usage`() async throws {
    let run = try await lab.runOnce(["spet"])
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.error.contains("nearest: set, spec, step"))
  }

  @Test(arguments: [["judge"], ["step", "--bogus"], ["--color", "pink"], ["step", "0"]])
  func `words that do not fit are a mistake of usage`(arguments: [String]) async throws {
    let run = try await lab.runOnce(arguments)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(!run.error.isEmpty)
  }

  @Test func `a script that is not there is named`() async throws {
    let run = try await lab.runOnce(["-x", "/nonexistent.kz"])
    #expect(run.status == 3)
    #expect(
      run.error
        == "error: /nonexistent.kz: No such file or directory\n  check the path, its permissions and the free space\n"
    )
  }

  @Test func `--keep-going runs the lines after one that failed and still ends with 3`()
    async throws
  {
    let script = lab.file("bad.kz", ["spet", "use starter/1", "goto @7", "list prompt"])
    let run = try await lab.runOnce(["--keep-going", "-x", script])
    #expect(run.status == 3)
    #expect(run.error.contains("\(script):1:\nerror: unknown verb “spet”"))
    #expect(run.error.contains("\(script):3:\nerror: there is no attempt “@7”"))
    #expect(run.output.contains("def trim_readings"))
  }

  @Test func `--keep-going goes on in a script that a script runs, and says each failure once`()
    async throws
  {
    let script = lab.file("inner.kz", ["frobnicate", "note fine"])
    let run = try await lab.runOnce(["--keep-going", "-e", "source \(script)", "-e", "note last"])
    #expect(run.status == 3)
    #expect(run.error.contains("unknown verb “frobnicate”"))
    #expect(!run.error.contains("KeptGoing"))
    #expect(run.output.split(separator: "\n").count { $0 == "noted" } == 2)
  }

  @Test func `--keep-going runs the scripts after one that failed`() async throws {
    let run = try await lab.runOnce([
      "--keep-going", "-e", "spet", "-e", "use starter/1", "-e", "list prompt",
    ])
    #expect(run.status == 3)
    #expect(run.output.contains("def trim_readings"))
  }

  @Test func `with --json an error is a record as well`() async throws {
    let run = try await lab.runOnce(["--json", "-e", "spet"])
    #expect(run.status == 3)
    #expect(
      try run.records().map { words($0, "event", "message") } == ["error unknown verb “spet”"])
  }

  @Test func `an unreachable server is recorded and not counted, and the next verb works`()
    async throws
  {
    let script = lab.file(
      "down.kz",
      [
        "use starter/2", "set retries 0", "set coder llama3:8b", "step", "log --all",
        "models use coder sim:0:3", "step", "log --all", "log --events",
      ])
    let stopped = try await lab.runOnce(["-x", script])
    #expect(stopped.status == 4)
    #expect(
      stopped.error == """
        \(script):4:
        error: ollama at http://127.0.0.1:1: connection refused; recorded, not counted as an attempt
          'ollama serve', or OLLAMA_HOST for another server

        """)
    let run = try await lab.runOnce(["--keep-going", "--json", "-x", script])
    #expect(run.status == 4)
    #expect(try run.records("attempt").map { words($0, "node") } == ["@1"])
    let infra = try run.records("event").filter { $0["kind"] == "infra" }
    #expect(
      infra.map { words($0["payload"] ?? .null, "code", "stage") } == ["unreachable completion"])
  }

  @Test func `a goal that is not met ends with 100`() async throws {
    let missed = try await lab.runOnce([
      "-e", "models use coder sim:0:3; use starter/9; finish 1",
    ])
    #expect(missed.status == 100)
    #expect(missed.output.contains("not solved"))
    let met = try await lab.runOnce(["-e", "models use coder sim:1; use starter/9; finish 1"])
    #expect(met.status == 0)
  }

  @Test func `a reader that goes away ends the run`() async throws {
    let lines = ["use starter/9"] + Array(repeating: "list prompt; list tests", count: 2_000)
    let script = lab.file("long.kz", lines)
    let program = try lab.start(["-x", script])
    #expect(try await program.read { $0.contains("\n") })
    program.closeReader()
    #expect(try await program.status() == 141)
  }
}
