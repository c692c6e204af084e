import Experiments
import Runs
import Synchronization
import Testing
import WorkbenchTesting

/// Verbs that run other lines, and settings that stay.
struct RunningLineTests {
  @Test func `every runs its line after each n-th attempt, whoever makes it`() async throws {
    let bench = try await stepped(0)
    try await bench.run("every 2 \"note so\"", "step 3", "retry", "goto @1", "stepi 4")
    let notes = try await bench.session.allEvents().filter { $0.payload is NoteAdded }
    #expect(notes.count == 2)
    #expect(try await bench.experiment().attempts.count == 5)
    try await bench.run("every", "every --drop 1", "every")
    #expect(bench.printed.text.contains("1 every 2 attempts: note so\n"))
    #expect(bench.printed.text.hasSuffix("line 1 dropped\nnothing runs after attempts\n"))
  }

  @Test func `what every runs is the doing of the verb that made the attempt`() async throws {
    let bench = try await stepped(0)
    let before = try await bench.commandLines().count
    try await bench.run("every 1 \"guide mind\"", "step 2")
    #expect(try await bench.commandLines().dropFirst(before) == ["step 2"])
    try await bench.run("undo")
    #expect(try await bench.experiment().position.head == 0)
  }

  @Test func `an attempt that every makes starts no other`() async throws {
    let bench = try await stepped(0)
    try await bench.run("every 1 step", "step 2")
    #expect(try await bench.experiment().attempts.count == 4)
  }

  @Test func `what every shows does not change what _ is, and may use it`() async throws {
    let bench = try await stepped(0)
    try await bench.run("every 1 \"bookmark made _; log\"", "step 2", "bookmark mine _")
    #expect(try await bench.experiment().position.bookmarks == ["made": 2, "mine": 2])
  }

  @Test func `a line of every that fails stops the verb and says so`() async throws {
    let bench = try await stepped(0)
    try await bench.run("every 2 \"goto @77\"")
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("step 5") }
    #expect(error?.message.hasPrefix("every 2 goto @77: there is no attempt “@77”") == true)
    #expect(error?.hint == "every --drop 1 removes it")
    #expect(try await bench.experiment().attempts.count == 2)
  }

  @Test(arguments: [
    "every 2 stpe", "every 0 why", "every 2", "every 2 every 3 why", "every --drop 7",
  ])
  func `a line that cannot run is refused at once`(line: String) async throws {
    let bench = try Bench()
    await #expect(throws: WorkbenchError.self) { try await bench.run(line) }
  }

  @Test func `time says what a line took, and calls and cost`() async throws {
    let bench = try await stepped(1)
    try await bench.run("time step 2", "time \"info; info\"")
    let took = bench.printed.text.split(separator: "\n").filter { $0.hasPrefix("took") }
    #expect(took.count == 2)
    #expect(took[0].contains(" · 2 calls · "))
    #expect(took[1].contains(" · 0 calls"))
    #expect(try await bench.commandLines().last == "time step 2")
  }

  @Test func `! runs the line as it stands, and alone a shell`() async throws {
    let ran = Mutex<[String]>([])
    let bench = try Bench(
      isInteractive: true,
      shell: { command in
        ran.withLock { $0.append(command) }
        return command.contains("false") ? 1 : 0
      })
    try await bench.run("!ls; a > 'b", " ! pwd", "!")
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("!false") }
    #expect(error?.message == "the command ended with status 1")
    #expect(ran.withLock { $0 } == ["ls; a > 'b", "pwd", "/bin/sh", "false"])
    try bench.files.files.write("/s.kz", Array("info; !echo <<E\na\nE\n".utf8))
    try await bench.run(
      "info; !echo 'a' | wc; b", "time !date -u", "alias day !date", "day -I", "every 1 !pwd",
      "source /s.kz")
    #expect(
      ran.withLock { Array($0.dropFirst(4)) }
        == ["echo 'a' | wc; b", "date -u", "date -I", "echo <<E\na\nE"])
    let script = try Bench(shell: { _ in 0 })
    await #expect(throws: WorkbenchError.self) { try await script.run("!") }
  }

  // MARK: Settings

  @Test func `set --save keeps a value and the rest of the script`() async throws {
    let bench = try Bench()
    try bench.files.files.write(
      "/home/init.kz", Array("# mine\nset temperature 0.3\nalias x info".utf8))
    try await bench.run("set --save temperature 0.7", "set --save coder sim:0.3")
    #expect(
      try bench.text("/home/init.kz")
        == "# mine\nset temperature 0.7\nalias x info\nset coder sim:0.3\n")
    let value = await bench.session.currentSettings.value("temperature")
    #expect(value.text == "0.7" && value.origin == .userFile)
    #expect(try await bench.commandLines() == [])
  }

  @Test func `unset --save takes a value out again, and only that`() async throws {
    let bench = try Bench()
    try await bench.run("set --save temperature 0.7", "set --save coder sim:0.3")
    try await bench.run("unset --save temperature")
    #expect(await bench.session.currentSettings.value("temperature").origin == .builtIn)
    let path = bench.session.services.person.userSettings
    #expect(
      String(decoding: try bench.files.files.read(path), as: UTF8.self) == "set coder sim:0.3\n")
    await #expect(throws: WorkbenchError.self) { try await bench.run("unset --save temperature") }
  }

  @Test func `list names the attempt that it shows`() async throws {
    let bench = try Bench()
    try await bench.run(
      "set coder sim:0:3", "use starter/1", "step 3", "list @1 completion", "goto _")
    #expect(try await bench.experiment().position.head == 1)
  }

  @Test func `set --save says when another value still counts`() async throws {
    let bench = try Bench()
    try await bench.run("set temperature 1", "set --save temperature 0.7")
    #expect(bench.printed.text.contains("here it stays 1, from the session"))
  }

  @Test(arguments: [
    "set --save temperature hot", "set --save", "set --save temperature", "set x 1",
  ])
  func `a value that does not fit is kept nowhere`(line: String) async throws {
    let bench = try Bench()
    await #expect(throws: WorkbenchError.self) { try await bench.run(line) }
    #expect(throws: FileError.self) { try bench.text("/home/init.kz") }
  }

  @Test func `set without words lists the settings`() async throws {
    let (bench, other) = (try Bench(), try Bench())
    try await bench.run("set")
    try await other.run("show")
    #expect(bench.printed.text == other.printed.text)
    #expect(bench.printed.text.contains("checkpoint-interval"))
  }

  private func stepped(_ count: Int) async throws -> Bench {
    let bench = try Bench()
    try await bench.run("use 1")
    try await bench.useHopelessCoder()
    if count > 0 { try await bench.run("step \(count)") }
    return bench
  }
}
