import Experiments
import Judging
import FoundationEssentials
import Glibc
import PythonSandbox
import Subprocess
import TestKit
import Testing

/// Machines that lack something, interpreters that are none, and tests that cannot judge.
@Suite("Bad input", .paced, .timeLimit(.minutes(2)))
struct RunnerBadInputTests {
  /// A directory with a program in it that is taken for Python.
  private final class Impostor {
    let directory: String
    var path: String { "\(directory)/python3" }

    init(_ script: String) throws {
      directory = "/tmp/koderz-impostor-\(UInt64.random(in: 0 ... .max))"
      let files = FileManager.default
      try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: path))
      try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    /// Says who it is as a real Python would, under its own path, and does something else later.
    convenience init(of python: String, later: String) throws {
      try self.init(
        """
        case " $* " in
          *" -E "*) \(python) "$@" | LC_ALL=C sed "3s|.*|$0|"; exit;;
        esac
        python=\(python)
        \(later)
        """)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }
  }

  private static let right = Submission.source("def total(xs): return sum(xs)")
  private static let run = TestRun(.sum, right)
  private static let briefly: SandboxOptions = {
    var options = SandboxOptions()
    options.longestStart = .seconds(3)
    return options
  }()

  private static func realPython() async throws -> String {
    try #require(await RunnerBench().status().python)
  }

  @Test(arguments: [
    (
      "printf 'koderz\\n3.8.18\\n/usr/bin/python3\\npaths\\nnone\\nnone'", "3.8.18, older than 3.10"
    ),
    (
      "printf 'koderz\\n2.7.18\\n/usr/bin/python3\\npaths\\nnone\\nnone'", "2.7.18, older than 3.10"
    ),
    ("printf 'koderz\\n'", "does not answer like Python"),
    ("head -c 3000000 /dev/zero", "cannot be started"),
    ("kill -9 $$", "ended with"), ("exit 3", "ended with"),
    ("exec sleep 1000", "does not answer within 3.0 seconds"),
  ])
  func `A program that is no Python of use is named, with the reason`(script: String, why: String)
    async throws
  {
    let impostor = try Impostor(script)
    let hangs = script.contains("sleep")
    let bench = try RunnerBench(options: hangs ? Self.briefly : SandboxOptions())
    let verdict = try await bench.run(
      TestRun(.sum, Self.right, python: impostor.path))
    #expect(verdict.outcome == .infra)
    #expect(verdict.message.contains(why), "\(verdict.message)")
    #expect(verdict.message.contains(impostor.path))
    #expect(verdict.message.contains("KODERZ_PYTHON"))
    #expect(bench.leftovers.isEmpty)
  }

  @Test(arguments: [
    ("exec cat > /dev/null", "not answer within"), ("exit 0", "process was lost"),
    ("kill -9 $$", "process was lost"),
    ("printf '\\002\\000\\000\\000{x'; exec cat > /dev/null", "greeting cannot be read"),
  ])
  func `A Python that fails as the judge is said aloud`(later: String, why: String) async throws {
    let impostor = try Impostor(of: try await Self.realPython(), later: later)
    let hangs = why.contains("within")
    let bench = try RunnerBench(
      python: impostor.path, options: hangs ? Self.briefly : SandboxOptions())
    let verdict = try await bench.run(Self.run)
    #expect(verdict.outcome == .infra)
    #expect(verdict.message.contains(why), "\(verdict.message)")
    let status = await bench.status()
    #expect(status.problem.contains(why))
    try await bench.eventually("a process is left") { bench.processes.isEmpty }
  }

  @Test func `Without /proc runs are judged by what is left, or refused with the reason`()
    async throws
  {
    let impostor = try Impostor(
      of: try await Self.realPython(),
      later: """
        exec unshare -m sh -c 'mount --make-rprivate / && mount -t tmpfs none /proc || exit 1
        exec "$0" "$@"' $python "$@"
        """)
    guard geteuid() == 0, try await Self.succeeds("unshare", "-m", "true") else {
      print("skipped: only root can hide /proc")
      return
    }
    let bench = try RunnerBench(python: impostor.path)
    let verdict = try await bench.run(Self.run)
    if verdict.outcome == .pass {
      #expect(verdict.layers.contains("seccomp") && verdict.layers.contains("landlock"))
      #expect(!verdict.layers.contains("user-namespace"))
    } else {
      #expect(verdict.outcome == .infra)
      #expect(verdict.message.contains("--weak-sandbox"), "\(verdict.message)")
    }
  }

  @Test func `Without the least of layers runs are refused, unless a weak sandbox is allowed`()
    async throws
  {
    let least: Set = [
      "seccomp", "landlock", "minimal-root", "pid-namespace", "network-namespace", "limits",
    ]
    let refused = try await RunnerBench(options: SandboxOptions(leftOut: least)).run(Self.run)
    #expect(refused.outcome == .infra)
    #expect(refused.message.contains("--weak-sandbox"))
    for what in ["files", "processes", "network", "memory and time"] {
      #expect(refused.message.contains("nothing bounds \(what)"))
    }
    let allowed = try await RunnerBench(options: SandboxOptions(allowsWeak: true, leftOut: least))
      .run(Self.run)
    #expect(allowed.outcome == .pass)
    #expect(Set(allowed.layers).isDisjoint(with: least))
  }

  @Test(arguments: ["landlock", "seccomp", "minimal-root", "pid-namespace", "network-namespace"])
  func `One layer of two is enough`(_ layer: String) async throws {
    let verdict = try await RunnerBench(options: SandboxOptions(leftOut: [layer])).run(Self.run)
    #expect(verdict.outcome == .pass)
    #expect(!verdict.layers.contains(layer))
  }

  @Test func `On a full disk a run is refused with the reason, or does without the cache`()
    async throws
  {
    let disk = "/tmp/koderz-full-disk-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: disk) }
    guard
      try await Self.succeeds("mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "none", disk)
    else {
      print("skipped: only root can make a full disk")
      return
    }
    let filled = FileManager.default.createFile(atPath: "\(disk)/file", contents: Data(count: 1))
    _ = try await Self.succeeds("sh", "-c", "cat /dev/zero > \(disk)/file")
    let refused = try await RunnerBench(temporary: disk).run(Self.run)
    let judged = try await RunnerBench(options: SandboxOptions(cacheDirectory: disk)).run(Self.run)
    #expect(try await Self.succeeds("umount", "-l", disk))
    #expect(filled)
    #expect(refused.outcome == .infra)
    #expect(refused.message.contains(disk) && refused.message.contains("set TMPDIR"))
    #expect(judged.outcome == .pass)
  }

  @Test(arguments: ["/dev/null/cache", "/proc/nowhere", "/nowhere/at/all", ""])
  func `A cache that cannot be used is done without`(_ directory: String) async throws {
    let bench = try RunnerBench(options: SandboxOptions(cacheDirectory: directory))
    #expect(try await bench.run(Self.run).outcome == .pass)
  }

  @Test(arguments: [
    "nothing", "half", "rubbish", "a number", "text", "one byte changed", "a directory",
  ])
  func `An entry of the cache that is spoiled is done without`(_ what: String) async throws {
    let keeper = try RunnerBench()
    let cache = "\(keeper.directory)/cache"
    let files = FileManager.default
    try files.createDirectory(atPath: cache, withIntermediateDirectories: true)
    try files.setAttributes([.posixPermissions: 0o777], ofItemAtPath: cache)
    let python = try await Self.realPython()
    let options = SandboxOptions(cacheDirectory: cache)
    #expect(try await RunnerBench(python: python, options: options).passesRightAnswer())
    let entries = try files.contentsOfDirectory(atPath: cache)
    #expect(entries.count == 2)
    for entry in entries {
      let path = "\(cache)/\(entry)"
      let content = try #require(files.contents(atPath: path))
      try files.removeItem(atPath: path)
      switch what {
      case "nothing": try Data().write(to: URL(filePath: path))
      case "half": try content.prefix(content.count / 2).write(to: URL(filePath: path))
      case "rubbish":
        try Data((0..<4096).map { UInt8($0 * 7 & 255) }).write(to: URL(filePath: path))
      case "a number": try Data([0x69, 1, 0, 0, 0]).write(to: URL(filePath: path))
      case "text":
        try Data("hello\nhello\nhello\nhello\nhello\n".utf8).write(to: URL(filePath: path))
      case "one byte changed":
        var changed = content
        changed[content.count / 2] ^= 0xFF
        try changed.write(to: URL(filePath: path))
      default: try files.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
    }
    let bench = try RunnerBench(python: python, options: options)
    #expect(try await bench.passesRightAnswer())
  }

  @Test(arguments: [
    ("x = 1", "define no function check"),
    ("check = 7", "define no function check"),
    ("def check(candidate):\n  while True: pass", "do not end"),
    ("def check(candidate):\n  assert candidate([]) == 0\n  while True: pass", "do not end"),
    ("while True: pass", "do not end"),
    ("raise ValueError", "ValueError"), ("import sys\nsys.exit(0)", "SystemExit"),
    ("def check(candidate):\n  assert candidate([]) ==", "not Python"),
    ("def check(candidate):\n  x = '\0'", "not Python"),
  ])
  func `Tests that cannot judge are named, and the next ones are run`(tests: String, why: String)
    async throws
  {
    let bench = try RunnerBench()
    var problem = BenchmarkProblem.sum
    problem.gold.tests = tests
    problem.gold.canonicalSolution = ""
    let verdict = try await bench.run(
      TestRun(
        problem, Self.right,
        limits: RunLimits(cpuSeconds: 0.5, wallSeconds: 0.5)))
    #expect(verdict.outcome != .pass)
    #expect("\(verdict)".contains(why), "\(verdict)")
    #expect(try await bench.passesRightAnswer())
  }

  private static func succeeds(_ program: String, _ arguments: String...) async throws -> Bool {
    try await Subprocess.run(
      .name(program), arguments: .init(arguments), output: .discarded, error: .discarded
    ).terminationStatus.isSuccess
  }
}
