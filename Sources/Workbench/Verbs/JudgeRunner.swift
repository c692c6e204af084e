package import Problems

/// Judges a file of samples; made in the executable, where the verdict engine is known.
package struct JudgeRunner: Sendable {
  /// What is asked of it.
  package struct Job: Sendable {
    package var samplesPath: String
    package var problems: ProblemSet
    /// Whether `response` members are raw completions to extract from.
    package var raw: Bool
    package var workers: Int
    /// CPU seconds of one run; nil scales with the canonical solution.
    package var cpuSeconds: Double?

    package init(
      samplesPath: String, problems: ProblemSet, raw: Bool, workers: Int, cpuSeconds: Double?
    ) {
      self.samplesPath = samplesPath
      self.problems = problems
      self.raw = raw
      self.workers = workers
      self.cpuSeconds = cpuSeconds
    }
  }

  /// Runs a job: one JSON line per input line to `emit`, in input order; returns the summary.
  ///
  /// - Throws: `WorkbenchError`, `FileError`, `CancellationError`.
  package var run:
    @Sendable (Job, _ emit: @Sendable (String) async throws -> Void) async throws -> [StyledText]

  package init(
    run:
      @escaping @Sendable (Job, _ emit: @Sendable (String) async throws -> Void) async throws ->
      [StyledText]
  ) {
    self.run = run
  }

  /// Answers that there is no verdict engine.
  package static let absent = JudgeRunner { _, _ in
    throw WorkbenchError("this koderz has no verdict engine")
  }
}
