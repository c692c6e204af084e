import Glibc
import TerminalTesting
import Testing

@testable import LineEditor

@Suite struct `History file` {
  private let files = TemporaryFiles()

  @Test(arguments: [
    "one", "two\nlines\n", "back\\slash \\n", "日本 é 👩‍👩‍👧", "crlf\r\nend", "\\", "tab\there",
  ])
  func `an entry comes back as it was`(entry: String) throws {
    let path = files.path(of: "history")
    #expect(try HistoryFile(path: path).append(entry))
    #expect(HistoryFile(path: path).load() == [entry])
  }

  @Test func `the file and its directory are for this user only`() throws {
    let path = files.path(of: "a/b/history")
    try HistoryFile(path: path).append("one")
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(stat(files.path(of: "a/b"), &status) == 0 && status.st_mode & 0o777 == 0o700)
  }

  @Test func `repetitions, secrets, blanks and lines after a space are left out`() throws {
    files.write("kept\nkept\nsk-old\n", to: "history")
    let history = HistoryFile(path: files.path(of: "history")) { $0.contains("sk-") }
    #expect(history.load() == ["kept"])
    for entry in ["kept", "sk-new", " secret", "", "  \n"] {
      #expect(try !history.append(entry), "\(entry)")
    }
    #expect(try history.append("new"))
    #expect(try history.append("kept"))
    #expect(files.read("history") == "kept\nkept\nsk-old\nnew\nkept\n")
  }

  @Test func `the newest entries are loaded`() {
    files.write((1...100).map { "entry \($0)\n" }.joined(), to: "history")
    let history = HistoryFile(path: files.path(of: "history"), limit: 3)
    #expect(history.load() == ["entry 98", "entry 99", "entry 100"])
  }

  @Test func `a line that was entered again is kept once, at its newest place`() throws {
    files.write("a\nb\nc\na\nb\n", to: "history")
    let history = HistoryFile(path: files.path(of: "history"), limit: 4)
    #expect(history.load() == ["c", "a", "b"])
    try history.append("a")
    #expect(files.read("history") == "c\nb\na\n")
  }

  @Test func `a file that was cut off swallows nothing`() throws {
    files.write("one\ntw", to: "history")
    let history = HistoryFile(path: files.path(of: "history"))
    try history.append("three")
    #expect(history.load() == ["one", "tw", "three"])
  }

  @Test func `no file is an empty history`() {
    #expect(HistoryFile(path: files.path(of: "none")).load() == [])
  }

  @Test func `a file that cannot be written is an error that says which`() throws {
    let history = HistoryFile(path: "/proc/none/history")
    let error = #expect(throws: HistoryFileError.self) { try history.append("one") }
    #expect(error?.description.hasPrefix("cannot write the history file /proc/none/") == true)
  }

  @Test func `several writers at once lose and mix nothing`() async throws {
    let path = files.path(of: "history")
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          // A handle of its own for each, as in processes of their own.
          let history = HistoryFile(path: path)
          for entry in 0..<100 { _ = try? history.append("writer \(writer)\nentry \(entry)") }
        }
      }
    }
    let entries = HistoryFile(path: path).load()
    #expect(entries.count == 400)
    for writer in 0..<4 {
      let own = entries.filter { $0.hasPrefix("writer \(writer)\n") }
      #expect(own == (0..<100).map { "writer \(writer)\nentry \($0)" })
    }
  }

  @Test func `a file a quarter above its bound keeps the newest entries`() throws {
    let path = files.path(of: "history")
    let history = HistoryFile(path: path, limit: 8)
    for entry in 1...10 { try history.append("entry \(entry)") }
    #expect(files.read("history").split(separator: "\n").count == 10)
    try history.append("entry 11")
    #expect(files.read("history") == (4...11).map { "entry \($0)\n" }.joined())
    try history.append("entry 12")
    #expect(HistoryFile(path: path).load() == (4...12).map { "entry \($0)" })
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(stat(path + ".new", &status) != 0)
  }

  @Test func `what others wrote counts after a load, and size counts always`() throws {
    files.write((1...20).map { "entry \($0)\n" }.joined(), to: "history")
    let path = files.path(of: "history")
    let counted = HistoryFile(path: path, limit: 8)
    _ = counted.load()
    try counted.append("a")
    #expect(HistoryFile(path: path).load().count == 8)
    let weighed = HistoryFile(path: path, byteLimit: 40)
    try weighed.append("日本語")
    #expect(files.read("history") == "entry 18\nentry 19\nentry 20\na\n日本語\n")
  }

  @Test func `a crashed compaction and a link do no harm`() throws {
    files.write("half an ent", to: "real.new")
    symlink("real", files.path(of: "history"))
    let history = HistoryFile(path: files.path(of: "history"), limit: 4)
    for entry in 1...6 { try history.append("entry \(entry)") }
    #expect(files.read("real") == (3...6).map { "entry \($0)\n" }.joined())
    var status = stat()
    #expect(lstat(files.path(of: "history"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func `writers that compact under each other lose nothing that is recent`() async throws {
    let path = files.path(of: "history")
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let history = HistoryFile(path: path, limit: 300, byteLimit: 3000)
          for entry in 0..<200 { _ = try? history.append("w\(writer) e\(entry)") }
        }
      }
    }
    let entries = HistoryFile(path: path).load()
    #expect(files.read("history").utf8.count <= 3750)
    for writer in 0..<4 {
      // Nothing is missing between the oldest entry that was kept and the last.
      let own = entries.filter { $0.hasPrefix("w\(writer) ") }
      #expect(own == (200 - own.count..<200).map { "w\(writer) e\($0)" })
    }
  }

  @Test func `two sessions append to one file`() async throws {
    let environment = ["DEMO_HISTORY": files.path(of: "history")]
    let first = try await startDemo(environment)
    let second = try await startDemo(environment)
    for number in 1...10 {
      first.send("first \(number)\r")
      second.send("second \(number)\r")
    }
    first.send(Keys.control("d"))
    second.send(Keys.control("d"))
    #expect(try await first.exited() == 0)
    #expect(try await second.exited() == 0)
    let entries = HistoryFile(path: files.path(of: "history")).load()
    #expect(entries.filter { $0.hasPrefix("first") } == (1...10).map { "first \($0)" })
    #expect(entries.filter { $0.hasPrefix("second") } == (1...10).map { "second \($0)" })
  }
}
