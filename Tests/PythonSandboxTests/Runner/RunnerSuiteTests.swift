import Experiments
import Judging
import FoundationEssentials
import PythonSandbox
import TestKit
import Testing

@Suite("unittest cases", .paced)
struct RunnerSuiteTests {
  /// One sandbox for all cases: what one leaves would be seen by the next.
  private static let shared = Result { try RunnerBench() }
  private let limits = RunLimits(cpuSeconds: 1, wallSeconds: 60, memoryBytes: 256 << 20)

  @Test(.serialized, arguments: SuiteCase.honest + SuiteCase.hostile)
  func `A candidate gets its outcome and leaves nothing behind`(_ given: SuiteCase) async throws {
    let bench = try Self.shared.get()
    let verdict = try await bench.run(
      TestRun(.words, .source(given.code), limits: limits))
    #expect(
      given.outcome == verdict.outcome,
      "\(verdict.outcome.rawValue): \(verdict.message) \(String(describing: verdict.exception))")
    if let results = given.results { #expect(verdict.results == results) }
    #expect(verdict.total == 5)
    #expect(verdict.outcome == .pass || verdict.passed < 5)
    #expect(verdict.proof == .sameProcess)
    try await bench.eventually("a file is left") { bench.leftovers.isEmpty }
    try await bench.eventually("a process is left") { bench.strangers == 0 }
  }

  @Test func `A failed assertion shows what was wanted and what was given`() async throws {
    let bench = try Self.shared.get()
    let verdict = try await bench.run(
      TestRun(.words, .source("def count_words(path): return 7")))
    let failures = verdict.failures
    #expect(failures.map(\.expected) == ["3", "0", "4", "FileNotFoundError"])
    #expect(failures.first?.got == "7")
    #expect(failures.first?.expression == "self.assertEqual(result, 3)")
    #expect(failures.first?.line == 16)
    #expect(failures.first?.call?.hasPrefix("TestCases.test_1_three: count_words('/") == true)
    #expect(failures.dropFirst().first?.message.hasPrefix("(text='')") == true)
  }

  @Test func `An exception shows the candidate's lines`() async throws {
    let bench = try Self.shared.get()
    let code = "def half(n):\n  return n / 0\ndef count_words(path):\n  return half(3)"
    let verdict = try await bench.run(TestRun(.words, .source(code)))
    #expect(verdict.outcome == .exception)
    #expect(verdict.exception?.type == "ZeroDivisionError")
    #expect(verdict.exception?.frames.map(\.line) == [4, 2])
    #expect(verdict.failures.first?.message == "ZeroDivisionError: division by zero")
  }

  @Test func `A failing setUp is every method's failure`() async throws {
    let bench = try Self.shared.get()
    var problem = BenchmarkProblem.words
    problem.gold.tests = """
      import unittest
      class T(unittest.TestCase):
          def setUp(self):
              self.n = count_words(None)
          def test_a(self):
              self.assertEqual(self.n, 1)
          def test_b(self):
              self.assertTrue(self.n)
      """
    problem.gold.canonicalSolution = "    return 1\n"
    let verdict = try await bench.run(
      TestRun(problem, .source("def count_words(path): return path + 1")))
    #expect(verdict.outcome == .exception)
    #expect(verdict.results == "ee")
  }

  @Test func `A module that is not there is named, with what to do`() async throws {
    let bench = try Self.shared.get()
    var problem = BenchmarkProblem.words
    problem.gold.tests = "import nothing_of_that_name.here\n" + problem.gold.tests
    let verdict = try await bench.run(TestRun(problem, .source(SuiteCase.right)))
    #expect(verdict.outcome == .infra)
    #expect(
      verdict.message == "the problem needs the module nothing_of_that_name, which this Python has "
        + "not: set python PATH to an environment that has it")
  }

  /// Where each fixture of a class or module fails, and what the methods then come to.
  private static let fixtures = [
    (
      "setUpModule", "def setUpModule(): count_words(None)\n", "", Outcome.exception, "nn"
    ),
    (
      "setUpClass", "", "    @classmethod\n    def setUpClass(cls): cls.n = count_words(None)\n",
      .exception, "ee"
    ),
    (
      "tearDownClass", "",
      "    @classmethod\n    def tearDownClass(cls): count_words(None)\n", .exception, "pp"
    ),
    (
      "doClassCleanups", "",
      "    @classmethod\n    def setUpClass(cls): cls.addClassCleanup(count_words, None)\n",
      .exception, "pp"
    ),
    ("an async test", "", "    async def test_c(self): pass\n", .pass, "ppp"),
  ]

  @Test(arguments: fixtures)
  func `What fails around the methods fails the candidate`(
    name: String, module: String, member: String, outcome: Outcome, results: String
  ) async throws {
    let bench = try Self.shared.get()
    var problem = BenchmarkProblem.words
    problem.gold.tests = """
      import unittest
      \(module)class T(unittest.TestCase):
      \(member)    def test_a(self):
              self.assertEqual(count_words("a"), 1)
          def test_b(self):
              self.assertEqual(count_words("b"), 1)
      """
    problem.gold.canonicalSolution = "    return 1\n"
    let code = "def count_words(path):\n  return len(path)"
    let verdict = try await bench.run(TestRun(problem, .source(code)))
    #expect(verdict.outcome == outcome, "\(name): \(verdict.message)")
    #expect(verdict.results == results, "\(name)")
  }

  @Test func `Tests that run an event loop of their own are run`() async throws {
    let bench = try Self.shared.get()
    var problem = BenchmarkProblem.words
    problem.gold.tests = """
      import asyncio, unittest
      class T(unittest.IsolatedAsyncioTestCase):
          async def asyncSetUp(self):
              await asyncio.sleep(0)
          async def test_a(self):
              self.assertEqual(count_words("a"), 1)
          async def test_b(self):
              await asyncio.sleep(0)
              self.assertEqual(count_words("bb"), 2)
      """
    problem.gold.canonicalSolution = "    return len(path)\n"
    let right = try await bench.run(
      TestRun(problem, .source("def count_words(path): return len(path)")))
    #expect(right.results == "pp", "\(right.outcome) \(right.message)")
    let wrong = try await bench.run(
      TestRun(problem, .source("def count_words(path): return 1")))
    #expect(wrong.outcome == .wrong)
    #expect(wrong.results == "pf")
  }

  @Test func `Without namespaces files are kept to one directory, emptied after each run`()
    async throws
  {
    let namespaces: Set = [
      "user-namespace", "pid-namespace", "network-namespace", "ipc-namespace",
      "host-name-namespace", "minimal-root",
    ]
    let bench = try RunnerBench(options: SandboxOptions(leftOut: namespaces))
    // What a judge left that was killed: no process has this number.
    try FileManager.default.createDirectory(
      atPath: bench.directory + "/koderz-scratch-4194399/d", withIntermediateDirectories: true)
    for (code, outcome) in [
      (SuiteCase.right, Outcome.pass),
      ("open('left', 'w').close()\n" + SuiteCase.right, .pass),
      ("import os\nassert os.listdir() == []\n" + SuiteCase.right, .pass),
      ("open('/tmp/outside', 'w')\n" + SuiteCase.right, .exception),
    ] {
      let verdict = try await bench.run(
        TestRun(.words, .source(code), limits: limits))
      #expect(verdict.outcome == outcome, "\(code): \(verdict.message)")
    }
    let left = bench.leftovers.filter { $0.hasPrefix("koderz-scratch-") }
    #expect(left.count == 1 && !left.contains("koderz-scratch-4194399"))
    let inside = try FileManager.default.contentsOfDirectory(
      atPath: "\(bench.directory)/\(left.first ?? "")")
    #expect(inside == [])
  }
}
