package import Experiments

/// Runs candidates in a fresh, isolated Python process each.
///
/// The first run of a problem runs its canonical solution too: that gives the number of assertions
/// and, ten times its CPU time within 3...10 s, the CPU limit.
///
/// **Effects**: starts processes and makes temporary directories; both are gone when a run returns
/// or throws.
package struct PythonRunner: Sandbox {
  private let state: RunnerState
  private let gate = RunGate()

  /// A sandbox that looks for its interpreter when it is first needed.
  ///
  /// `python` is a path; without it `KODERZ_PYTHON`, then `python3` in `PATH`, both taken from
  /// `environment`, as is `TMPDIR`.
  package init(python: String? = nil, environment: [String: String]) {
    state = RunnerState(path: python, environment: environment)
  }

  package func run(_ run: TestRun) async throws -> Verdict {
    do {
      let process = try await process()
      let reference = try await reference(for: run.problem, in: process)
      if let unusable = reference?.unusable { return unusable }
      let job = HarnessJob(
        problem: run.problem, code: run.code,
        limits: run.limits ?? Self.limits(for: reference), total: reference?.total)
      var verdict = try await reply(to: job, in: process)
        .verdict(python: process.interpreter.version)
      if let doubt = reference?.doubt, !doubt.isEmpty {
        verdict.message = verdict.message.isEmpty ? doubt : "\(verdict.message); \(doubt)"
      }
      return verdict
    } catch let error as InterpreterError {
      return Verdict(outcome: .infra, message: error.description)
    } catch let error as HarnessError {
      return Verdict(outcome: .infra, message: error.description)
    }
  }

  package func status() async -> SandboxStatus {
    do {
      let process = try await process()
      let limits = RunLimits(cpuSeconds: 3)
      let reply = try await process.reply(
        to: HarnessJob(problem: Self.trial, code: Self.trial.prompt, limits: limits))
      let problem = reply.outcome == .pass ? "" : "a trial run gave \(reply.outcome.rawValue)"
      return SandboxStatus(
        python: process.interpreter.path, version: process.interpreter.version,
        layers: reply.layerStates, problem: problem)
    } catch {
      let found = try? await state.interpreter()
      return SandboxStatus(
        python: found?.path, version: found?.version ?? "", layers: [], problem: "\(error)")
    }
  }

  private static let trial = Problem(
    taskID: "trial", prompt: "def one():\n    return 1\n", entryPoint: "one",
    tests: "def check(candidate):\n    assert candidate() == 1\n", canonicalSolution: "")

  private func process() async throws -> HarnessProcess {
    HarnessProcess(
      interpreter: try await state.interpreter(), temporaryDirectory: state.temporaryDirectory)
  }

  /// One run, repeated alone when it only waited: the machine may have been busy with others.
  private func reply(to job: HarnessJob, in process: HarnessProcess) async throws -> HarnessReply {
    let reply = try await gate.sideBySide { try await process.reply(to: job) }
    guard reply.outcome == .timeout, reply.limit == "wall" else { return reply }
    return try await gate.alone { try await process.reply(to: job) }
  }
}

// Canonical solutions.

extension PythonRunner {
  /// Ten times the canonical solution's CPU time, within 3...10 s.
  static func limits(for reference: Reference?) -> RunLimits {
    guard let reference else { return RunLimits(cpuSeconds: 10) }
    return RunLimits(cpuSeconds: min(10, max(3, reference.cpuMs / 100)))
  }

  /// The run of the problem's canonical solution; nil when it has none.
  private func reference(
    for problem: Problem, in process: HarnessProcess
  ) async throws -> Reference? {
    guard !problem.canonicalSolution.isEmpty else { return nil }
    let parts = [problem.prompt, problem.canonicalSolution, problem.tests, problem.entryPoint]
    let key = ContentHash(of: parts.joined(separator: "\u{0}"))
    if let reference = await state.reference(for: key) { return reference }
    let job = HarnessJob(
      problem: problem, code: problem.prompt + problem.canonicalSolution,
      limits: RunLimits(cpuSeconds: 10))
    let reply = try await reply(to: job, in: process)
    let reference = Self.reference(from: reply, version: process.interpreter.version)
    await state.keep(reference, for: key)
    return reference
  }

  private static func reference(from reply: HarnessReply, version: String) -> Reference {
    let passed = reply.passed ?? 0
    let total = reply.total ?? 0
    let doubt =
      reply.outcome == .pass
      ? ""
      : "the canonical solution does not pass its own tests (\(reply.outcome.rawValue), "
        + "\(passed) of \(total))"
    return Reference(
      total: total, cpuMs: reply.cpuMs ?? 0, doubt: doubt,
      unusable: reply.outcome == .infra ? reply.verdict(python: version) : nil)
  }
}
