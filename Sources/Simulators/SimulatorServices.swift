package import Judging

/// What the simulator needs from outside, given once by the executable.
package struct SimulatorServices: Sendable {
  /// Whether code passes a problem's tests.
  package typealias Verifier = @Sendable (_ code: String, BenchmarkProblem) async throws -> Bool
  /// Waits for a time, or throws `CancellationError`.
  package typealias Sleeper = @Sendable (Duration) async throws -> Void

  /// The gold that it starts from.
  package var answerKey: AnswerKey
  /// Proves that a faulty candidate fails; in production the sandbox.
  package var verify: Verifier
  package var settings: SimulatorSettings
  /// Paces its stream.
  package var sleep: Sleeper

  package init(
    answerKey: AnswerKey,
    verify: @escaping Verifier,
    settings: SimulatorSettings = SimulatorSettings(),
    sleep: @escaping Sleeper = { try await Task.sleep(for: $0) }
  ) {
    self.answerKey = answerKey
    self.verify = verify
    self.settings = settings
    self.sleep = sleep
  }
}
