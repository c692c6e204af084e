import Experiments
import FoundationEssentials
import Judging
import Problems
import TestKit
import Testing

@Suite(.paced) struct `Problem file` {
  @Test func `Good lines load while bad ones are named`() throws {
    let text = Self.line("A/1") + "\n{\"task_id\":\n" + Self.line("A/2") + "\n"
    let load = try ProblemFile.load(Array(text.utf8), name: "p.jsonl")
    #expect(load.problems.map(\.taskID) == ["A/1", "A/2"])
    #expect(load.defects.map(\.line) == [2])
    #expect(load.defects.first?.description.hasPrefix("p.jsonl:2: not JSON at column ") == true)
  }

  @Test func `Every field arrives`() throws {
    let text = Self.line("A/1", and: ",\"difficulty\":\"hard\",\"tags\":[\"math\",\"text\"]")
    let problem = try #require(
      try ProblemFile.load(Array(text.utf8), name: "p").problems.first)
    #expect(
      problem
        == BenchmarkProblem(
          Problem(
            taskID: "A/1", prompt: "def f():\n", entryPoint: "f", difficulty: "hard",
            tags: ["math", "text"]),
          gold: Gold(tests: "def check(c): pass", canonicalSolution: "    return 1\n")))
  }

  @Test(arguments: defects)
  func `A bad line says what is wrong`(_ line: String, _ reason: String) throws {
    let load = try ProblemFile.load(Array(line.utf8), name: "p")
    #expect(load.problems.isEmpty)
    #expect(load.defects.map(\.reason) == [reason])
  }

  @Test func `The first of a repeated id is kept, the other named`() throws {
    let text = [Self.line("A/1"), Self.line("A/2"), Self.line("A/1")].joined(separator: "\n")
    let load = try ProblemFile.load(Array(text.utf8), name: "p")
    #expect(load.problems.map(\.taskID) == ["A/1", "A/2"])
    #expect(
      load.defects.map(\.description) == ["p:3: A/1 stands on line 1 already; that one counts"])
  }

  @Test(arguments: [
    "\u{FEFF}" + line("A/1"), line("A/1") + "\r\n" + line("A/2") + "\r\n",
    "\n \n\t\r\n" + line("A/1") + "\n\n", line("A/1"),
  ])
  func `Marks, carriage returns and blank lines do no harm`(_ text: String) throws {
    let load = try ProblemFile.load(Array(text.utf8), name: "p")
    #expect(load.defects.isEmpty)
    #expect(load.problems.first?.taskID == "A/1")
  }

  @Test func `Line numbers count blank lines`() throws {
    let load = try ProblemFile.load(Array("\n\n\nx\n".utf8), name: "p")
    #expect(load.defects.map(\.line) == [4])
  }

  @Test func `Bytes that are no text are a defect of their line`() throws {
    let bytes = Array(Self.line("A/1").utf8) + [0x0A, 0x7B, 0xFF, 0xFE, 0x7D, 0x0A]
    let load = try ProblemFile.load(bytes, name: "p")
    #expect(load.problems.count == 1)
    #expect(load.defects == load.defects.filter { $0.line == 2 && $0.reason == "not UTF-8" })
  }

  @Test(
    arguments: [
      ([0x50, 0x4B, 3, 4], "zip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"), ([0x42, 0x5A, 0x68], "bzip2"),
    ] as [([UInt8], String)])
  func `Other packings are named`(_ bytes: [UInt8], _ packer: String) {
    #expect(throws: GzipError(file: "p", fault: .otherPacking(packer))) {
      try ProblemFile.load(bytes + [1, 2, 3], name: "p")
    }
  }

  @Test(arguments: 0..<6)
  func `Changed and cut files never trap and lose no line`(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let plain = Array((0..<6).map { Self.line("A/\($0)") + "\n" }.joined().utf8)
    for _ in 0..<300 {
      var bytes = Array(plain.prefix(Int.random(in: 0...plain.count, using: &random)))
      for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      guard let load = try? ProblemFile.load(bytes, name: "p") else { continue }
      let filled = bytes.split(separator: 0x0A).filter { $0.contains { $0 > 0x20 } }
      #expect(load.problems.count + load.defects.count == filled.count)
    }
  }

  @Test(arguments: ProblemFormats.all.map { $0.name })
  func `Each format has a name of its own`(_ name: String) {
    #expect(ProblemFormats.all.count { $0.name == name } == 1)
  }

  @Test(
    .enabled(if: DataSet.exist, "skipped: shared/data is not beside the package"),
    arguments: [
      ("HumanEval.jsonl.gz", 164, .check), ("HumanEvalPlus-OriginFmt.jsonl.gz", 164, .check),
      ("mbpp-sanitized-427.jsonl", 427, .testList), ("bigcodebench-hard.jsonl.gz", 148, .unittest),
    ] as [(String, Int, JudgeName)])
  func `Real data sets load whole`(_ name: String, _ count: Int, _ judge: JudgeName) throws {
    let load = try ProblemFile.load(DataSet.bytes(name), name: name)
    #expect(load.problems.count == count)
    #expect(load.defects.isEmpty)
    #expect(
      load.problems.allSatisfy { $0.problem.judge == judge && !$0.gold.canonicalSolution.isEmpty })
  }

  @Test(.enabled(if: DataSet.exist, "skipped: shared/data is not beside the package"))
  func `Every line of a foreign layout is a defect`() throws {
    let load = try ProblemFile.load(DataSet.bytes("model-outputs.jsonl.gz"), name: "outputs")
    #expect(load.problems.isEmpty)
    #expect(load.defects.count == 817)
  }

  static func line(_ taskID: String, and more: String = "") -> String {
    """
    {"task_id":"\(taskID)","prompt":"def f():\\n","entry_point":"f","test":"def check(c): pass",\
    "canonical_solution":"    return 1\\n"\(more)}
    """
  }

  private static let defects: [(String, String)] = [
    ("[1]", "a list instead of an object"), ("3", "a number instead of an object"),
    (
      "{}",
      "no problem of a known format (BigCodeBench, HumanEval, MBPP): prompt, entry_point and test "
        + "are needed, or text, code and test_list"
    ),
    (#"{"prompt":"p","entry_point":"f","test":"t"}"#, "task_id is missing"),
    (
      #"{"task_id":3,"prompt":"p","entry_point":"f","test":"t"}"#, "task_id is a number, not a text"
    ),
    (#"{"task_id":"A","entry_point":"f","test":"t"}"#, "prompt is missing"),
    (#"{"task_id":"A","prompt":"p","test":"t"}"#, "entry_point is missing"),
    (#"{"task_id":"A","prompt":"p","entry_point":"f"}"#, "test is missing"),
    (#"{"task_id":"A","prompt":" \n","entry_point":"f","test":"t"}"#, "prompt is empty"),
    (
      #"{"task_id":"A","prompt":"p","entry_point":"f g","test":"t"}"#,
      "entry_point is no name of a Python function"
    ),
    (#"{"task_id":"A","prompt":"p","entry_point":"f","test":null}"#, "test is missing"),
    (
      #"{"task_id":"A","prompt":"p","entry_point":"f","test":"t","canonical_solution":1}"#,
      "canonical_solution is a number, not a text"
    ),
    (
      #"{"task_id":"A","prompt":"p","entry_point":"f","test":"t","difficulty":true}"#,
      "difficulty is a boolean, not a text"
    ),
    (
      #"{"task_id":"A","prompt":"p","entry_point":"f","test":"t","tags":"x"}"#,
      "tags is a text, not a list"
    ),
    (
      #"{"task_id":"A","prompt":"p","entry_point":"f","test":"t","tags":[1]}"#,
      "tags holds what is no text"
    ),
  ]
}

/// Data sets that are not part of the project.
enum DataSet {
  static var exist: Bool {
    FileManager.default.fileExists(atPath: "\(directory)/HumanEval.jsonl.gz")
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(directory)/\(name)")))
  }

  private static let directory =
    ProcessInfo.processInfo.environment["KODERZ_TEST_DATA"]
    ?? #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/../shared/data"
}
