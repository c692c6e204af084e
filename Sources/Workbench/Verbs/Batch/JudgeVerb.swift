package import ArgumentParser
import Experiments
import Problems

/// `judge SAMPLES.jsonl`.
package struct JudgeVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Judge a file of samples: one JSON line per input line, in input order.",
    discussion: """
      Input lines carry task_id and completion (continues the prompt) or solution (stands alone); \
      with --raw a response to extract from. The summary goes to standard error. --timeout is CPU \
      seconds.
      """)
  package static let group = VerbGroup.batch
  package static let examples = [
    "judge samples.jsonl --problems data/HumanEval.jsonl.gz --workers 2",
    "judge responses.jsonl --problems data/HumanEval.jsonl.gz --raw",
  ]
  package static let completions = [ArgumentCompletion.path]

  @Argument(help: "The samples, JSON Lines, plain or gzip.") package var samples: String
  @Option(help: "The problem set; the loaded problems when left out.") package var problems: String?
  @Flag(help: "Extract the code from each line's response.") package var raw = false
  @Option(help: "Runs at a time.") package var workers = 2
  @Option(help: "CPU seconds of one run; scaled with the canonical solution when left out.")
  package var timeout: Double?

  package init() {}

  package func validate() throws {
    guard (1...64).contains(workers) else {
      throw ValidationError("--workers takes a number from 1 to 64, not \(workers)")
    }
    if let timeout, timeout <= 0 {
      throw ValidationError("--timeout takes CPU seconds above 0, not \(timeout)")
    }
  }

  package func run(in context: VerbContext) async throws -> Reply {
    var library = ProblemSet()
    if let problems {
      let report = try await context.workspace.readProblems(problems)
      library = report.set
      for defect in report.report.defects {
        await context.observe(.notice(defect))
      }
    } else {
      library = try await context.workspace.problemLibrary()
    }
    let job = JudgeRunner.Job(
      samplesPath: samples, problems: library, raw: raw, workers: workers, cpuSeconds: timeout)
    let emit = context.emitLine
    for line in try await context.judge.run(job, emit) {
      await context.observe(.notice(line.plain))
    }
    return Reply()
  }
}
