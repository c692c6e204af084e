package import Experiments
package import Judging

/// Judges candidates in Python, each in a throw-away process that never sees a test.
///
/// Only `unittest` cases are in the candidate's process, because they patch and inspect what is in
/// it; their verdicts say so in `Verdict.proof`.
///
/// A judge process holds the tests and decides on values that it rebuilt itself; a zygote forks a
/// sealed process per candidate. Both live on and serve run after run. The first run of a problem
/// runs its canonical solution too: that gives the number of assertions and, ten times its CPU time
/// within 3...10 s, the CPU limit.
///
/// **Effects**: starts processes; they end with the last copy of this value. A run's own processes
/// are gone when it returns or throws.
package struct PythonRunner: Sandbox {
  private let state: RunnerState
  private let gate = RunGate()

  /// A sandbox that looks for its interpreter when it is first needed.
  ///
  /// `python` is a path; without it `KODERZ_PYTHON`, then `python3` in `PATH`, both taken from
  /// `environment`, as is `TMPDIR`.
  package init(
    python: String? = nil, environment: [String: String],
    options: SandboxOptions = SandboxOptions()
  ) {
    state = RunnerState(path: python, environment: environment, options: options)
  }

  package var judges: [any JudgeKind.Type] { PythonJudges.all }

  package func run(_ run: TestRun) async throws -> Verdict {
    let request: HarnessRequest
    do {
      request = try HarnessRequest(run)
    } catch {
      return Verdict(outcome: .infra, message: error.description)
    }
    do {
      return try await verdict(on: request, python: run.python)
    } catch let error as InterpreterError {
      return Verdict(outcome: .infra, message: error.description)
    } catch let error as HarnessError {
      return Verdict(outcome: .infra, message: error.description)
    } catch let error as HarnessLost {
      return try await verdict(on: request, python: run.python, after: error)
    }
  }

  /// Two judges were lost over a candidate: whether it is to blame, the canonical solution tells.
  private func verdict(
    on request: HarnessRequest, python: String?, after error: HarnessLost
  ) async throws -> Verdict {
    let known = try? await verdict(on: request.ofCanonicalSolution, python: python)
    try Task.checkCancellation()
    guard var verdict = known, verdict.outcome == .pass else {
      return Verdict(outcome: .infra, message: error.description)
    }
    verdict.outcome = .tampered
    verdict.passed = 0
    verdict.results = String(repeating: "n", count: verdict.total)
    verdict.message =
      "two judges were lost over what the candidate answered (\(error.reason)); the canonical "
      + "solution is judged as ever"
    return verdict
  }

  package func status(python: String?) async -> SandboxStatus {
    do {
      let (pool, interpreter) = try await state.pool(python, for: CheckJudge.harness)
      let greeting = try await pool.greeting()
      let example = CheckJudge.example
      let trial = try HarnessRequest(
        TestRun(example, example.canonicalSubmission, limits: RunLimits(cpuSeconds: 3)))
      let (reply, _) = try await pool.reply(to: trial)
      let problem = reply.outcome == .pass ? "" : "a trial run gave \(reply.outcome.rawValue)"
      return SandboxStatus(
        python: interpreter.path, version: interpreter.version, hash: interpreter.hash,
        layers: greeting.layerStates, problem: problem)
    } catch {
      let found = try? await state.interpreter(python)
      return SandboxStatus(
        python: found?.path, version: found?.version ?? "", hash: found?.hash, layers: [],
        problem: "\(error)")
    }
  }

  /// One run, repeated alone when it only waited: the machine may have been busy with others.
  private func verdict(on request: HarnessRequest, python: String?) async throws -> Verdict {
    let (pool, interpreter) = try await state.pool(python, for: request.judge.harness)
    var (reply, greeting) = try await gate.sideBySide { try await pool.reply(to: request) }
    if reply.outcome == .timeout, reply.limit == "wall" {
      (reply, greeting) = try await gate.alone { try await pool.reply(to: request) }
    }
    let layers = greeting.layerStates.filter(\.isOn).map(\.name)
    return reply.verdict(by: interpreter, layers: layers)
  }
}
