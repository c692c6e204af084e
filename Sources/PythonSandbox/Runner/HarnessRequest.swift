import CanonicalJSON
import Experiments
import Judging

/// What a judge is asked to do.
struct HarnessRequest: Sendable {
  let judge: any PythonJudge.Type
  let whole: BenchmarkProblem
  var code: String
  /// Nil lets the judge scale them from the canonical solution's own time.
  var limits: RunLimits?

  /// What a run asks of its problem's judge.
  ///
  /// - Throws: `JudgingError` when there is no such judge, or it does not take the submission.
  init(_ run: TestRun) throws(JudgingError) {
    let judges: [any JudgeKind.Type] = PythonJudges.all
    let found = try judges.judge(of: run.problem, taking: run.submission.form)
    guard let judge = found as? any PythonJudge.Type, let code = run.submission.source else {
      throw .refused(run.submission.form, by: found.name, takes: [.source])
    }
    self.judge = judge
    whole = BenchmarkProblem(run.problem, gold: run.gold)
    self.code = code
    limits = run.limits
  }

  /// Names the problem by all that its verdicts depend on.
  var problemKey: String {
    let tests = judge.tests(in: whole.gold, of: whole.problem)
    let parts = [
      judge.name.rawValue, whole.problem.prompt, whole.gold.canonicalSolution, tests.source,
      tests.setup, whole.problem.entryPoint,
    ]
    return ContentHash(of: parts.joined(separator: "\u{0}")).hex
  }

  /// The same with the canonical solution as the candidate, within the judge's own limits.
  var ofCanonicalSolution: HarnessRequest {
    var request = self
    request.code = whole.problem.prompt + whole.gold.canonicalSolution
    request.limits = nil
    return request
  }

  /// The longest that a judge may take to answer: its own limits end a run long before.
  var deadline: Duration {
    // The canonical solution may have to be run first, and a run may be repeated call by call. A
    // judge that is stuck ends itself 10 s after the wall limit.
    .seconds(judge.harness.patience + 2 * (limits?.wallSeconds ?? 40))
  }

  /// The request; a problem that the judge knows already goes by its key.
  func json(isProblemKnown: Bool) -> JSONValue {
    [
      "op": "run", "problem": isProblemKnown ? .string(problemKey) : problemMembers,
      "code": .string(code), "limits": limitMembers,
    ]
  }

  private var problemMembers: JSONValue {
    let tests = judge.tests(in: whole.gold, of: whole.problem)
    return [
      "key": .string(problemKey), "entryPoint": .string(whole.problem.entryPoint),
      "prompt": .string(whole.problem.prompt),
      "canonical": .string(whole.gold.canonicalSolution), "tests": .string(tests.source),
      "setup": .string(tests.setup), "shape": .string(tests.shape.rawValue),
    ]
  }

  private var limitMembers: JSONValue {
    guard let limits else { return .null }
    return [
      "cpu": limits.cpuSeconds.map(JSONValue.number) ?? .null,
      "wall": limits.wallSeconds.map(JSONValue.number) ?? .null,
      "memory": .integer(limits.memoryBytes),
    ]
  }
}

/// What a judge says when it is ready to work.
struct HarnessGreeting: Sendable, Decodable {
  /// Pairs of a layer's name and why it is off, empty when it is on; outermost first.
  var layers: [[String]]?
  /// What a run would have to do without; empty when the layers suffice.
  var missing: String?
  /// Why it cannot work at all.
  var problem: String?

  /// Every layer that was tried.
  var layerStates: [SandboxStatus.Layer] {
    (layers ?? []).compactMap { pair in
      guard let name = pair.first, let reason = pair.last else { return nil }
      return SandboxStatus.Layer(name: name, isOn: reason.isEmpty, reason: reason)
    }
  }
}

/// What a judge found out.
struct HarnessReply: Sendable, Decodable {
  var outcome: Outcome
  var message: String?
  var passed: Int?
  var total: Int?
  var results: String?
  var failures: [AssertionFailure]?
  var exception: ExceptionReport?
  var phase: String?
  var split: String?
  var proof: Verdict.Proof?
  var cpuMs: Double?
  var wallMs: Double?
  var peakMemoryBytes: Int?
  var output: String?
  /// `cpu` or `wall` when that limit ended the run.
  var limit: String?
  var undefinedNames: [UndefinedName]?

  /// The verdict of a run by this interpreter, with these layers on.
  func verdict(by interpreter: PythonInterpreter, layers: [String]) -> Verdict {
    Verdict(
      outcome: outcome, passed: passed ?? 0, total: total ?? 0, results: results ?? "",
      failures: failures ?? [], exception: exception, phase: phase, message: message ?? "",
      split: split ?? "exact", proof: proof, cpuMs: cpuMs ?? 0, wallMs: wallMs ?? 0,
      peakMemoryBytes: peakMemoryBytes ?? 0, layers: layers, output: output ?? "",
      python: interpreter.version, pythonHash: interpreter.hash, undefinedNames: undefinedNames)
  }
}

/// Why a run gave no verdict: the sandbox is at fault, not the candidate.
struct HarnessError: Error, CustomStringConvertible {
  var description: String
}
