import CommandLines
import CanonicalJSON
import Experiments
import Runs
import Shell
import Synchronization
import Testing
import Verbs
import WorkbenchTesting

/// What a line may hold beside a verb and its words: aliases, `_`, files and commands for the output.
struct LineTests {
  // MARK: Output

  @Test func `a verb's output goes to a file, anew or at its end, and not to the screen`()
    async throws
  {
    let bench = try Bench()
    try await bench.run("alias > a.txt", "alias xx info", "alias >> a.txt", "alias xx >> b.txt")
    #expect(try bench.text("a.txt") == "no aliases\nxx = info\n")
    #expect(try bench.text("b.txt") == "xx = info\n")
    #expect(bench.printed.text == "xx = info\n")
    try await bench.run("alias > a.txt")
    #expect(try bench.text("a.txt") == "xx = info\n")
  }

  @Test func `attempts that a verb makes go to the file as well`() async throws {
    let bench = try Bench()
    try await bench.run("use 1")
    try await bench.useHopelessCoder()
    try await bench.run("step 2 > steps.txt")
    let lines = try bench.text("steps.txt").split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("@") }.count == 2)
    #expect(!bench.printed.text.contains("@1"))
  }

  @Test func `with JSON the file gets the records`() async throws {
    let bench = try Bench(mode: .json)
    try await bench.run("note so > a.txt")
    #expect(try JSONValue(parsing: bench.text("a.txt"))["text"] == "so")
  }

  @Test func `a command gets the output, and its status is said`() async throws {
    let got = Mutex<[String]>([])
    let bench = try Bench(pipe: { command, text in
      got.withLock { $0.append("\(command): \(text)") }
      return command == "false" ? 1 : 0
    })
    try await bench.run("alias | sort -r | head; alias xx info")
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("alias | false") }
    #expect(error?.message == "false ended with status 1")
    #expect(got.withLock { $0 } == ["sort -r | head: no aliases\n", "false: xx = info\n"])
  }

  @Test(
    arguments: [
      ("info >", "no file follows >"), ("info |", "no command follows |"),
      ("> a", "no verb before"),
      ("info > a b", "takes one file"), ("info > sessions/koderz.sqlite", "holds sessions"),
      ("info >> store", "holds sessions"), ("goto @3 > new", "no problem is in use"),
    ])
  func `what cannot be is refused before anything is written`(
    line: String, message: String
  ) async throws {
    let bench = try Bench()
    try bench.files.files.write("store", Array("SQLite format 3\0…".utf8))
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run(line) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(try bench.text("store") == "SQLite format 3\0…")
    #expect(throws: FileError.self) { try bench.text("new") }
  }

  @Test func `what a verb said before it failed is kept`() async throws {
    let bench = try Bench()
    await #expect(throws: WorkbenchError.self) { try await bench.run("time nonsense > took.txt") }
    #expect(try bench.text("took.txt").hasPrefix("took  wall"))
  }

  @Test
  func
    `what a verb said before it was stopped is in the file, and a file is not begun for nothing`()
    async throws
  {
    let judge = JudgeRunner { job, emit in
      for line in 0..<(job.raw ? 0 : 3) { try await emit("{\(line)}") }
      throw CancellationError()
    }
    let bench = try Bench(judge: judge)
    for line in ["judge s.jsonl > v.jsonl", "judge s.jsonl >> v.jsonl", "judge --raw s > none"] {
      await #expect(throws: CancellationError.self) { try await bench.run(line) }
    }
    #expect(try bench.text("v.jsonl") == "{0}\n{1}\n{2}\n{0}\n{1}\n{2}\n")
    #expect(throws: FileError.self) { try bench.text("none") }
  }

  @Test func `the home folder may be short`() async throws {
    let bench = try Bench(environment: ["HOME": "/me"])
    try await bench.run("info > ~/a.txt", "note x >> ~/a.txt", "info > '~/b.txt'")
    #expect(try bench.text("/me/a.txt").hasPrefix("workspace"))
    #expect(try bench.text("~/b.txt").hasPrefix("workspace"))
    try bench.files.files.write("/me/s.kz", Array("note sourced".utf8))
    try await bench.run("source ~/s.kz", "save ~/saved.kz")
    #expect(try bench.text("/me/saved.kz").hasSuffix("note sourced\n"))
  }

  @Test(arguments: [
    ("list|head -1", "|"), ("info>a.txt", ">"), ("goto @1|head", "|"), ("use 1>a.txt", ">"),
    ("alias xx goto; xx @3>a", ">"),
  ])
  func `a sign that is glued to a wrong word is named`(line: String, sign: String) async throws {
    let bench = try Bench()
    try await bench.run("use starter/1")
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run(line) }
    #expect(error?.hint == "put a space before \(sign): it redirects only where a word begins")
  }

  @Test func `a here-document without its end is a mistake`() async throws {
    let bench = try Bench()
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("note <<END\na") }
    #expect(error?.message == "<<END is not closed")
  }

  // MARK: Aliases

  @Test(
    arguments: [
      ("note", "xx a b", "note a b"), ("note $1", "xx a", "note a"),
      ("note $2 $1", "xx a b", "note b a"), ("note $*", "xx a b", "note a b"),
      (#"note "say: $*""#, "xx a b", #"note "say: a b""#),
      (#"note $1"#, #"xx "a; b""#, #"note "a; b""#),
      (#"note "$1""#, #"xx 'a "b" c'"#, #"note "a \"b\" c""#), (#"note '$1'"#, "xx a", "note 'a'"),
      ("note \\$1", "xx", "note \\$1"), ("note $1; note again", "xx a", "note a"),
    ])
  func `an alias puts its arguments where its line says`(
    alias: String, line: String, recorded: String
  ) async throws {
    let bench = try Bench()
    try await bench.run(CommandLineSplitter.join(["alias", "xx", alias]), line)
    #expect(try await bench.commandLines().first == recorded)
  }

  @Test(arguments: ["xx", "xx a b c"])
  func `an alias that takes two arguments wants two`(line: String) async throws {
    let bench = try Bench()
    try await bench.run("alias xx 'note $1 $2'")
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run(line) }
    #expect(error?.message.hasPrefix("xx takes 2 arguments, not") == true)
  }

  @Test func `an alias cannot lead back to itself, by way of others neither`() async throws {
    let bench = try Bench()
    try await bench.run("alias a \"b; info\"", "alias b \"info; c\"")
    for line in ["alias c a", "alias c \"why; c\"", "alias c b"] {
      let error = await #expect(throws: WorkbenchError.self) { try await bench.run(line) }
      #expect(error?.message == "alias c calls itself")
    }
    await #expect(throws: WorkbenchError.self) { try await bench.run("alias step next") }
    try await bench.run("alias s stepi")
  }

  @Test func `an alias is shown by its word, dropped by unalias`() async throws {
    let bench = try Bench()
    try await bench.run("alias xx info", "alias xx", "unalias xx")
    #expect(bench.printed.text == "xx = info\nxx = info\nalias xx dropped\n")
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("unalias xx") }
    #expect(error?.message == "there is no alias “xx”")
    await #expect(throws: WorkbenchError.self) { try await bench.run("alias y") }
  }

  @Test func `all that an alias says goes where its line sends it`() async throws {
    let bench = try Bench()
    try await bench.run("alias xx \"note a; note b\"", "xx > a.txt")
    #expect(try bench.text("a.txt") == "noted\nnoted\n")
  }

  // MARK: _

  @Test func `_ is what the last reply named, and quotes make it a word`() async throws {
    let bench = try Bench()
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("use _") }
    #expect(error?.message.hasPrefix("_ names nothing yet") == true)
    try await bench.run("problems trim_readings", "use _")
    #expect(try await bench.experiment().taskID == "Starter/1")
    try await bench.useHopelessCoder()
    try await bench.run("step 3", "goto @1", "why @2", "bookmark two _", "note _", "note \"_\" x")
    #expect(try await bench.experiment().position.bookmarks == ["two": 2])
    try await bench.run("guide mind", "guide --drop _", "guide again; guide --drop _")
  }
}
