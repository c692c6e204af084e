package import Experiments

/// Gives verdicts on a whole file of samples.
///
/// One output line per input line, in input order; blank lines give none. A line that cannot be
/// judged (not JSON, unknown `task_id`, no code) gives `{"line", "error"}` and the rest goes on.
/// Memory does not grow with the file: at most `8 × workers` samples are under way or waiting for
/// an earlier one.
package struct Judge: Sendable {
  /// Makes code of a completion or a solution ready to run.
  package typealias Preparation = @Sendable (String, Problem) -> Candidate

  private let problems: [String: Problem]
  private let sandbox: any Sandbox
  private let extractor: any CandidateExtractor
  private let prepareCompletion: Preparation
  private let prepareSolution: Preparation
  private let raw: Bool
  private let workers: Int
  private let limits: RunLimits?

  /// A judge of samples for these problems, by task ID.
  ///
  /// `raw` reads `response` with the extractor; `workers` runs go on at the same time; `limits`
  /// hold for every run, nil scales them per problem.
  package init(
    problems: [String: Problem],
    sandbox: any Sandbox,
    extractor: any CandidateExtractor,
    prepareCompletion: @escaping Preparation,
    prepareSolution: @escaping Preparation,
    raw: Bool = false,
    workers: Int = 1,
    limits: RunLimits? = nil
  ) {
    self.problems = problems
    self.sandbox = sandbox
    self.extractor = extractor
    self.prepareCompletion = prepareCompletion
    self.prepareSolution = prepareSolution
    self.raw = raw
    self.workers = max(1, workers)
    self.limits = limits
  }

  /// Judges every line and hands on the results, without newlines, as they become due.
  ///
  /// `progress` gets the lines reported and the passes among them, after each line.
  ///
  /// - Throws: `CancellationError`; whatever `lines` or `emit` throw.
  package func run<Lines: AsyncSequence>(
    lines: Lines, progress: (_ lines: Int, _ passed: Int) -> Void = { _, _ in },
    emit: (String) async throws -> Void
  ) async throws -> JudgeSummary where Lines.Element == String {
    var summary = JudgeSummary(problems: problems.count)
    var queue = SampleQueue()
    var due = OrderedResults()
    func report(_ result: JudgeResult) async throws {
      result.count(in: &summary)
      try await emit(result.line)
      progress(summary.count + summary.unreadable, summary.passed)
    }
    try await withThrowingTaskGroup(of: (Int, JudgeResult).self) { group in
      var running = 0
      for try await line in lines {
        guard let task = queue.next(line, by: self) else { continue }
        while running >= workers || due.waiting >= 8 * workers {
          guard let (place, result) = try await group.next() else { break }
          running -= 1
          for ready in due.add(result, at: place) { try await report(ready) }
        }
        let place = due.reserve()
        group.addTask { (place, try await judged(task)) }
        running += 1
      }
      while let (place, result) = try await group.next() {
        for ready in due.add(result, at: place) { try await report(ready) }
      }
    }
    return summary
  }

  // One sample.

  fileprivate func sample(from line: String) throws(SampleError) -> (Sample, Problem) {
    let sample = try Sample(parsing: line, raw: raw)
    guard let problem = problems[sample.taskID] else {
      throw SampleError(
        reason: "no problem named \(sample.taskID)", taskID: sample.taskID, names: sample.names)
    }
    return (sample, problem)
  }

  private func judged(_ task: JudgeTask) async throws -> JudgeResult {
    switch task {
    case .unreadable(let error, let line):
      return .unreadable(JudgeLine.unreadable(error, line: line), error, number: line)
    case .sample(let sample, let problem, let index):
      let (verdict, origin) = try await verdict(on: sample, problem)
      let line = JudgeLine.verdict(
        verdict, taskID: sample.taskID, index: index, candidate: origin, names: sample.names)
      return .verdict(line, verdict.outcome, taskID: sample.taskID)
    }
  }

  private func verdict(
    on sample: Sample, _ problem: Problem
  ) async throws -> (Verdict, origin: String) {
    switch extraction(of: sample, problem) {
    case .nothing(let outcome, let reason):
      return (Verdict(outcome: outcome, message: reason), "none")
    case .candidate(let candidate):
      let run = TestRun(problem: problem, code: candidate.code, limits: limits)
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

/// What a line asks for.
private enum JudgeTask: Sendable {
  case sample(Sample, Problem, index: Int)
  case unreadable(SampleError, line: Int)
}

/// Numbers lines from 1 and the samples of each problem from 0.
private struct SampleQueue {
  private var line = 0
  private var samples: [String: Int] = [:]

  /// The next task; nil for a blank line.
  mutating func next(_ text: String, by judge: Judge) -> JudgeTask? {
    line += 1
    guard text.contains(where: { !$0.isWhitespace }) else { return nil }
    do {
      let (sample, problem) = try judge.sample(from: text)
      let index = samples[sample.taskID, default: 0]
      samples[sample.taskID] = index + 1
      return .sample(sample, problem, index: index)
    } catch {
      return .unreadable(error, line: line)
    }
  }
}

/// What a line gave.
private enum JudgeResult: Sendable {
  case verdict(String, Outcome, taskID: String)
  case unreadable(String, SampleError, number: Int)

  /// What is put out.
  var line: String {
    switch self {
    case .verdict(let line, _, _), .unreadable(let line, _, _): line
    }
  }

  func count(in summary: inout JudgeSummary) {
    switch self {
    case .verdict(_, let outcome, let taskID): summary.add(outcome, taskID: taskID)
    case .unreadable(_, let error, let number):
      summary.addUnreadable(line: number, taskID: error.taskID, reason: error.reason)
    }
  }
}

/// Puts results back into the order of their lines.
private struct OrderedResults {
  private var reserved = 0
  private var emitted = 0
  private var early: [Int: JudgeResult] = [:]

  /// Places reserved and not yet due.
  var waiting: Int { reserved - emitted }

  mutating func reserve() -> Int {
    defer { reserved += 1 }
    return reserved
  }

  /// The results that are due now that this one is there.
  mutating func add(_ result: JudgeResult, at place: Int) -> [JudgeResult] {
    early[place] = result
    var due: [JudgeResult] = []
    while let next = early.removeValue(forKey: emitted) {
      due.append(next)
      emitted += 1
    }
    return due
  }
}
