package import Presentation
package import Problems
import Runs

/// Judges a file of samples; made in the executable, where the verdict engine is known.
package struct JudgeRunner: Sendable {
  /// What is asked of it.
  package struct Job: Sendable {
    /// `-` for standard input.
    package var samplesPath: String
    package var problems: ProblemSet
    /// Whether `response` members are raw completions to extract from.
    package var raw: Bool
    package var workers: Int
    /// CPU seconds of one run; nil scales with the canonical solution.
    package var cpuSeconds: Double?
    /// The interpreter of the runs; nil for the sandbox's own.
    package var python: String?
    /// Gets the state after each line; nil when it is not shown.
    package var progress: (@Sendable (Progress) -> Void)?

    package init(
      samplesPath: String, problems: ProblemSet, raw: Bool, workers: Int, cpuSeconds: Double?,
      progress: (@Sendable (Progress) -> Void)? = nil
    ) {
      self.samplesPath = samplesPath
      self.problems = problems
      self.raw = raw
      self.workers = workers
      self.cpuSeconds = cpuSeconds
      self.progress = progress
    }
  }

  /// How far it is.
  package struct Progress: Sendable, Hashable {
    /// Lines whose result is out.
    package var done: Int
    package var passed: Int
    /// Lines of the file; nil when it cannot be read twice.
    package var total: Int?

    package init(done: Int, passed: Int, total: Int?) {
      self.done = done
      self.passed = passed
      self.total = total
    }
  }

  /// What came of a job.
  package struct Report: Sendable {
    /// For a person.
    package var lines: [StyledText]
    /// Lines that were no samples of a known problem.
    package var unreadable: Int
    /// Runs that failed on our side.
    package var failedRuns: Int
    /// The same for a program; nil when there is none.
    package var record: JudgedRecord?

    package init(
      lines: [StyledText], unreadable: Int = 0, failedRuns: Int = 0, record: JudgedRecord? = nil
    ) {
      self.lines = lines
      self.record = record
      self.unreadable = unreadable
      self.failedRuns = failedRuns
    }
  }

  /// Runs a job: one JSON line per input line to `emit`, in input order; returns the summary.
  ///
  /// - Throws: `WorkbenchError`, `FileError`, `GzipError`, `CancellationError`.
  package var run:
    @Sendable (Job, _ emit: @escaping @Sendable (String) async throws -> Void) async throws ->
      Report

  package init(
    run:
      @escaping @Sendable (Job, _ emit: @escaping @Sendable (String) async throws -> Void)
      async throws ->
      Report
  ) {
    self.run = run
  }

  /// Refuses every job: for programs that have no sandbox.
  package static let absent = JudgeRunner { _, _ in
    throw WorkbenchError("this koderz cannot judge files", hint: nil)
  }
}
