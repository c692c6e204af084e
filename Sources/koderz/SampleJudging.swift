import Benchmarks
import Experiments
import Extraction
import Judging
import Presentation
import Judging
import Problems
import PythonSandbox
import Statistics
import Verbs

/// The batches behind `koderz judge`.
enum SampleJudging {
  static func runner(sandbox: PythonRunner, extractor: PythonExtractor) -> JudgeRunner {
    JudgeRunner { job, emit in
      let batch = SampleBatch(
        problems: Dictionary(
          job.problems.items.map { ($0.taskID, $0) }, uniquingKeysWith: { first, _ in first }),
        sandbox: sandbox, extractor: extractor,
        prepareCompletion: { extractor.candidate(continuing: $0, $1) },
        prepareSolution: { extractor.candidate(standalone: $0, $1) }, raw: job.raw,
        workers: job.workers, limits: job.cpuSeconds.map { RunLimits(cpuSeconds: $0) },
        python: job.python)
      let lines = try SampleLines(path: job.samplesPath)
      // Counting first is cheap beside judging, and tells how long it will take.
      let total = job.progress == nil ? nil : try await lines.countIfRepeatable()
      let summary = try await batch.run(
        lines: lines,
        progress: { job.progress?(.init(done: $0, passed: $1, total: total)) }, emit: emit)
      return JudgeRunner.Report(
        lines: summary.description.split(separator: "\n").map { StyledText(String($0)) },
        unreadable: summary.unreadable, failedRuns: summary.failedRuns,
        record: JudgedRecord(summary))
    }
  }
}

extension JudgedRecord {
  fileprivate init(_ summary: BatchSummary) {
    self.init(
      judged: summary.count, passed: summary.passed, problems: summary.problems,
      problemsWithoutSamples: summary.problemsWithoutSamples,
      outcomes: Outcome.allCases.compactMap { outcome in
        summary.outcomes[outcome].map { OutcomePart(outcome: outcome, count: $0) }
      },
      rates: summary.rates.map { rate in
        PassPart(
          k: rate.k, value: rate.value, wilson: rate.wilson.map(Self.ends),
          bootstrap: rate.bootstrap.map(Self.ends))
      },
      unreadable: summary.unreadable, unreadableLines: summary.unreadableLines,
      failedRuns: summary.failedRuns)
  }

  private static func ends(_ range: ClosedRange<Double>) -> [Double] {
    [range.lowerBound, range.upperBound]
  }
}
