import Experiments
import Extraction
import Glibc
import Judging
import ModelProviders
import Problems
import Runs
import Shell
import Simulators
import Verbs

/// Workspaces on a given store, with everything slow behind them replaced.
enum BenchWorkspace {
  static func make(
    _ store: any SessionStore, session: String, folder: String, answers: [String] = [""]
  ) -> OpenSession {
    let models = InstantModels(provider: InstantProvider(answers: answers))
    return OpenSession(
      services: services(store, models, AnswerKey(), folder),
      planned: PlannedSession(name: session))
  }

  private static func services(
    _ store: any SessionStore, _ models: any ModelDirectory, _ key: AnswerKey, _ folder: String
  ) -> Services {
    Services(
      store: store, models: models, sandbox: InstantSandbox(), answerKey: key,
      extractor: PythonExtractor(), clock: clock, files: BenchFiles.files,
      person: PersonServices(
        edit: { _, _ in throw BenchError("a benchmark reached for the editor") },
        shell: { _ in throw BenchError("a benchmark reached for the system's shell") }),
      salvage: { _ in [] }, environment: [:], workspaceFolder: folder, version: "bench")
  }

  /// A session whose coder is the simulator, on a sandbox that answers at once.
  static func simulated(
    _ store: any SessionStore, session: String, folder: String
  ) -> OpenSession {
    let key = AnswerKey()
    let simulator = SimulatorKind(
      SimulatorServices(
        answerKey: key, verify: { _, _ in false }, settings: SimulatorSettings()))
    let directory = LiveModelDirectory(
      ProviderServices(
        environment: [:], readFile: { _ in [] }, prices: PriceTable(), guests: [simulator]))
    let made = OpenSession(
      services: services(store, directory, key, folder),
      planned: PlannedSession(name: session, kind: .batch, run: "bench"))
    made.configure("coder", to: "sim:0", in: .flag)
    return made
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
