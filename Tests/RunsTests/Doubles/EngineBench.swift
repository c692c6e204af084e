import CanonicalJSON
import Experiments
import Judging
import Runs
import StoreTesting
import Synchronization

/// A sandbox that runs nothing: most candidates fail, one in eight passes, some runs are no verdicts.
struct FlatSandbox: Sandbox {
  let judges: [any JudgeKind.Type] = []
  var atRun: @Sendable () -> Void = {}
  /// What every run says; nil lets the code decide.
  var outcome: Outcome?

  func run(_ run: TestRun) async throws -> Verdict {
    atRun()
    await Task.yield()
    try Task.checkCancellation()
    if let outcome { return Verdict(outcome: outcome, total: 4, results: "ffff") }
    guard case .source(let code) = run.submission else { return Verdict(outcome: .infra) }
    switch ContentHash(of: code).bytes[0] % 16 {
    case 0, 1: return Verdict(outcome: .pass, passed: 4, total: 4, results: "pppp")
    case 2: return Verdict(outcome: .infra, message: "the sandbox is away")
    default: return Verdict(outcome: .wrong, passed: 1, total: 4, results: "pfff")
    }
  }

  func status(python: String?) async -> SandboxStatus {
    SandboxStatus(python: nil, version: "", layers: [])
  }
}

/// Takes an answer as the code that it is.
struct WholeAnswer: CandidateExtractor {
  func extract(from completion: String, for problem: Problem, truncated: Bool) -> Extraction {
    .candidate(Candidate(code: completion, form: .definition, origin: "the whole answer"))
  }
}

/// A session over doubles: nothing of it waits for anything outside.
enum EngineBench {
  static func session(
    on store: any SessionStore, _ provider: CountedProvider, name: String = "test",
    sandbox: FlatSandbox = FlatSandbox(), files: [String: [UInt8]] = [:]
  ) -> OpenSession {
    let files = Mutex(files)
    let ticks = Mutex(1_795_000_000_000)
    @Sendable func tick() -> Int {
      ticks.withLock {
        $0 += 1
        return $0
      }
    }
    return OpenSession(
      services: Services(
        store: store, models: CountedModels(provider: provider), sandbox: sandbox,
        answerKey: AnswerKey(), extractor: WholeAnswer(),
        clock: Clock(
          now: { Timestamp(milliseconds: tick()) }, monotonicMs: { Double(tick()) }),
        files: Files(
          read: { path in
            guard let bytes = files.withLock({ $0[path] }) else {
              throw FileError(path: path, reason: "No such file or directory")
            }
            return bytes
          },
          write: { path, bytes in files.withLock { $0[path] = bytes } }, list: { _ in [] }),
        person: PersonServices(
          edit: { text, _ in text }, shell: { _ in 0 }), salvage: { _ in [] }, environment: [:],
        workspaceFolder: "/nowhere", version: "test"),
      planned: PlannedSession(name: name))
  }

  static func problem(_ number: Int) -> BenchmarkProblem {
    BenchmarkProblem(
      Problem(
        taskID: "T/\(number)", prompt: "def f():\n    \"\"\"Return \(number).\"\"\"\n",
        entryPoint: "f"),
      gold: Gold(
        tests: "def check(candidate):\n    assert candidate() == \(number)\n",
        canonicalSolution: "    return \(number)\n"))
  }
}
