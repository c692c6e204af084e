package import Experiments
package import Judging

/// Gives verdicts on a whole file of samples.
///
/// One output line per input line, in input order; blank lines give none. A line that cannot be
/// judged (not JSON, unknown `task_id`, no code) gives `{"line", "error"}` and the rest goes on.
/// Memory does not grow with the file: at most `8 × workers` samples are under way or waiting for
/// an earlier one.
package struct SampleBatch: Sendable {
  /// Makes code of a completion or a solution ready to run.
  package typealias Preparation = @Sendable (String, Problem) -> Candidate

  private let problems: [String: BenchmarkProblem]
  private let sandbox: any Sandbox
  private let extractor: any CandidateExtractor
  private let prepareCompletion: Preparation
  private let prepareSolution: Preparation
  private let raw: Bool
  private let workers: Int
  private let limits: RunLimits?
  private let python: String?

  /// A batch of samples for these problems, by task ID.
  ///
  /// `raw` reads `response` with the extractor; `workers` runs go on at the same time; `limits`
  /// hold for every run, nil scales them per problem; `python` is the runs' interpreter.
  package init(
    problems: [String: BenchmarkProblem],
    sandbox: any Sandbox,
    extractor: any CandidateExtractor,
    prepareCompletion: @escaping Preparation,
    prepareSolution: @escaping Preparation,
    raw: Bool = false,
    workers: Int = 1,
    limits: RunLimits? = nil,
    python: String? = nil
  ) {
    self.problems = problems
    self.sandbox = sandbox
    self.extractor = extractor
    self.prepareCompletion = prepareCompletion
    self.prepareSolution = prepareSolution
    self.raw = raw
    self.workers = max(1, workers)
    self.limits = limits
    self.python = python
  }

  /// Judges every line and hands on the results, without newlines, as they become due.
  ///
  /// Lines come as bytes: what is not UTF-8 is reported, not repaired. `progress` gets the lines
  /// reported and the passes among them, after each line.
  ///
  /// - Throws: `CancellationError`; whatever `lines` or `emit` throw.
  package func run<Lines: AsyncSequence>(
    lines: Lines, progress: @escaping @Sendable (_ lines: Int, _ passed: Int) -> Void = { _, _ in },
    emit: @escaping @Sendable (String) async throws -> Void
  ) async throws -> BatchSummary where Lines.Element == [UInt8] {
    var queue = SampleQueue()
    let reporter = BatchReporter(problems: problems.count, progress: progress, emit: emit)
    try await withThrowingTaskGroup(of: Void.self) { group in
      var running = 0
      for try await line in lines {
        guard let task = queue.next(line, by: self) else { continue }
        var place = await reporter.reserve(below: 8 * workers)
        while place == nil || running >= workers {
          guard try await group.next() != nil else { break }
          running -= 1
          if place == nil { place = await reporter.reserve(below: 8 * workers) }
        }
        guard let place else { break }
        group.addTask { try await reporter.add(judged(task), at: place) }
        running += 1
      }
      try await group.waitForAll()
    }
    return await reporter.summary
  }

  // One sample.

  /// The sample of a line, and the problem that it is for.
  ///
  /// - Throws: `SampleError` in words for a person.
  func sample(from line: String) throws(SampleError) -> (Sample, BenchmarkProblem) {
    let sample = try Sample(parsing: line, raw: raw)
    guard let problem = problems[sample.taskID] else {
      throw SampleError(
        reason: "no problem named \(sample.taskID)", taskID: sample.taskID, names: sample.names)
    }
    return (sample, problem)
  }

  private func judged(_ task: SampleTask) async throws -> SampleResult {
    switch task {
    case .unreadable(let error, let line):
      return .unreadable(VerdictLine.unreadable(error, line: line), error, number: line)
    case .sample(let sample, let problem, let index):
      let (verdict, origin) = try await verdict(on: sample, problem)
      let line = VerdictLine.verdict(
        verdict, taskID: sample.taskID, index: index, candidate: origin, names: sample.names)
      return .verdict(line, verdict.outcome, taskID: sample.taskID)
    }
  }

  private func verdict(
    on sample: Sample, _ problem: BenchmarkProblem
  ) async throws -> (Verdict, origin: String) {
    switch extraction(of: sample, problem.problem) {
    case .nothing(let outcome, let reason):
      return (Verdict(outcome: outcome, message: reason), "none")
    case .candidate(let candidate):
      let run = TestRun(problem, .source(candidate.code), limits: limits, python: python)
      return (try await sandbox.run(run), candidate.origin)
    }
  }

  private func extraction(of sample: Sample, _ problem: Problem) -> Extraction {
    switch sample.code {
    case .completion(let text): .candidate(prepareCompletion(text, problem))
    case .solution(let text): .candidate(prepareSolution(text, problem))
    case .response(let text): extractor.extract(from: text, for: problem, truncated: false)
    }
  }
}
