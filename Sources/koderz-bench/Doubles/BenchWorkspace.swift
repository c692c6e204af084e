import Experiments
import Extraction
import Glibc
import Judging
import Problems
import Runs
import Shell
import Verbs

/// Workspaces on a given store, with everything slow behind them replaced.
enum BenchWorkspace {
  static func make(
    _ store: any SessionStore, session: String, folder: String, answers: [String] = [""]
  ) -> OpenSession {
    OpenSession(
      services: Services(
        store: store, models: InstantModels(provider: InstantProvider(answers: answers)),
        sandbox: InstantSandbox(), answerKey: AnswerKey(), extractor: PythonExtractor(),
        clock: clock,
        files: BenchFiles.files,
        person: PersonServices(
          edit: { _, _ in throw BenchError("a benchmark reached for the editor") },
          shell: { _ in throw BenchError("a benchmark reached for the system's shell") }),
        salvage: { _ in [] }, environment: [:], workspaceFolder: folder, version: "bench"),
      planned: PlannedSession(name: session))
  }

  /// A shell that prints into nothing.
  static func shell(_ session: OpenSession) -> CommandShell {
    CommandShell(
      session: session, output: Output(out: { _ in }, err: { _ in }), clock: clock,
      judge: .absent)
  }

  static let clock = Experiments.Clock(
    now: { Timestamp(milliseconds: Int(nanoseconds(CLOCK_REALTIME) / 1_000_000)) },
    monotonicMs: { Double(nanoseconds(CLOCK_MONOTONIC)) / 1_000_000 })

  private static func nanoseconds(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
