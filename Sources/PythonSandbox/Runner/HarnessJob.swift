import Experiments

/// What the harness is asked to do.
struct HarnessJob: Sendable {
  var problem: Problem
  var code: String
  var limits: RunLimits
  /// Assertions that the canonical solution meets; nil when that is what the run is to find out.
  var total: Int?

  var json: JSONValue {
    [
      "code": .string(code),
      "prompt": .string(problem.prompt),
      "canonical": .string(problem.canonicalSolution),
      "tests": .string(problem.tests),
      "entryPoint": .string(problem.entryPoint),
      "total": total.map(JSONValue.integer) ?? .null,
      "limits": [
        "cpu": .number(limits.cpuSeconds), "wall": .number(limits.wallSeconds),
        "memory": .integer(limits.memoryBytes),
      ],
    ]
  }
}

/// What the harness found out.
struct HarnessReply: Sendable, Decodable {
  var nonce: String
  var outcome: Outcome
  var message: String?
  var passed: Int?
  var total: Int?
  var results: String?
  var failures: [AssertionFailure]?
  var exception: ExceptionReport?
  var phase: String?
  var split: String?
  var cpuMs: Double?
  var wallMs: Double?
  var peakMemoryBytes: Int?
  /// Pairs of a layer's name and why it is off, empty when it is on; outermost first.
  var layers: [[String]]?
  var output: String?
  /// `cpu` or `wall` when that limit ended the run.
  var limit: String?

  /// The verdict of a run by this interpreter.
  func verdict(python version: String) -> Verdict {
    Verdict(
      outcome: outcome, passed: passed ?? 0, total: total ?? 0, results: results ?? "",
      failures: failures ?? [], exception: exception, phase: phase, message: message ?? "",
      split: split ?? "exact", cpuMs: cpuMs ?? 0, wallMs: wallMs ?? 0,
      peakMemoryBytes: peakMemoryBytes ?? 0,
      layers: layerStates.filter(\.isOn).map(\.name), output: output ?? "", python: version)
  }

  /// Every layer that was tried.
  var layerStates: [SandboxStatus.Layer] {
    (layers ?? []).compactMap { pair in
      guard let name = pair.first, let reason = pair.last else { return nil }
      return SandboxStatus.Layer(name: name, isOn: reason.isEmpty, reason: reason)
    }
  }
}
