package import Experiments

/// Judges submissions, apart from everything else.
package protocol Sandbox: Sendable {
  /// The judges that it has, in a fixed order.
  var judges: [any JudgeKind.Type] { get }

  /// Judges one submission.
  ///
  /// A failed test, a timeout or a crash of the candidate is a verdict, not an error. A sandbox that
  /// cannot do its work answers with the outcome `infra` and says why in `message`; so does one that
  /// lacks the problem's judge, in the words of `JudgingError`.
  ///
  /// - Throws: `CancellationError` when the surrounding task is cancelled; the run is gone by then.
  func run(_ run: TestRun) async throws -> Verdict

  /// What protects a run on this machine now.
  ///
  /// `python` is the interpreter, as in `TestRun`.
  func status(python: String?) async -> SandboxStatus
}

/// One submission and the problem it is for.
package struct TestRun: Sendable, Hashable {
  package var problem: Problem
  package var gold: Gold
  package var submission: Submission
  /// Nil lets the sandbox scale them from the canonical solution's own time.
  package var limits: RunLimits?
  /// Path of the interpreter; nil takes the sandbox's own.
  package var python: String?

  package init(
    _ whole: BenchmarkProblem, _ submission: Submission, limits: RunLimits? = nil,
    python: String? = nil
  ) {
    problem = whole.problem
    gold = whole.gold
    self.submission = submission
    self.limits = limits
    self.python = python
  }
}

/// What a run may use.
package struct RunLimits: Sendable, Hashable, Codable {
  /// The limit that decides; nil lets the sandbox scale it.
  package var cpuSeconds: Double?
  /// For sleepers: 4 × the CPU limit unless said otherwise.
  package var wallSeconds: Double?
  package var memoryBytes: Int

  package init(cpuSeconds: Double?, wallSeconds: Double? = nil, memoryBytes: Int = 1 << 30) {
    self.cpuSeconds = cpuSeconds
    self.wallSeconds = wallSeconds ?? cpuSeconds.map { $0 * 4 }
    self.memoryBytes = memoryBytes
  }
}

/// The interpreter and the isolation layers of a sandbox.
package struct SandboxStatus: Sendable, Hashable {
  /// One layer and whether it works here.
  package struct Layer: Sendable, Hashable {
    package var name: String
    package var isOn: Bool
    /// Why it is off; empty when on.
    package var reason: String

    package init(name: String, isOn: Bool, reason: String = "") {
      self.name = name
      self.isOn = isOn
      self.reason = reason
    }
  }

  /// Path of the interpreter, nil when none was found.
  package var python: String?
  package var version: String
  /// What names the interpreter's executable, as `Verdict.pythonHash`.
  package var hash: String?
  package var layers: [Layer]
  /// Why nothing can run; empty when the sandbox works.
  package var problem: String

  package init(
    python: String?, version: String, hash: String? = nil, layers: [Layer], problem: String = ""
  ) {
    self.python = python
    self.version = version
    self.hash = hash
    self.layers = layers
    self.problem = problem
  }
}
