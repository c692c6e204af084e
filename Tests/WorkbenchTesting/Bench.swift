package import Experiments
import Extraction
package import Judging
import ModelProviders
import Problems
import PythonSandbox
package import Runs
package import Shell
package import Simulators
import StoreTesting
import Synchronization
package import Verbs

/// A workbench on an in-memory store, the simulator and a sandbox that knows the right answer.
package struct Bench {
  package let shell: CommandShell
  package let session: OpenSession
  package let store: any SessionStore
  package let printed = Printed()
  package let files = MemoryFiles()
  /// What verbs were seen to give and to do.
  package let conduct = Conduct()

  package init(
    store: any SessionStore = MemorySessionStore(), name: String = "test",
    judge: JudgeRunner = .absent, servers: any ModelServers = NoModelServers(),
    environment: [String: String] = [:], environmentFile: EnvironmentFile = EnvironmentFile(),
    serverFaults: [SimulatedServerFault] = [], suspended: [SuspendedModel] = [],
    prices: PriceTable? = nil, isInteractive: Bool = false, mode: OutputMode = .text,
    shell: @escaping @Sendable (_ command: String) throws -> Int = { _ in
      throw WorkbenchError("a test reached for the system's shell", hint: "give the bench a shell")
    },
    pipe: @escaping @Sendable (_ command: String, _ text: String) throws -> Int = { _, _ in
      throw WorkbenchError("a test reached for the system's shell", hint: "give the bench a shell")
    }
  ) throws {
    self.store = store
    let sandbox = WatchedSandbox(conduct: conduct)
    let answerKey = AnswerKey()
    let simulator = SimulatorKind(
      SimulatorServices(
        answerKey: answerKey,
        verify: { code, problem in AnswerSandbox.isRight(code, problem.gold) },
        settings: SimulatorSettings(serverFaults: serverFaults)))
    let models = Offline(
      LiveModelDirectory(
        ProviderServices(
          environment: [:], readFile: { [files] in try files.unpacked($0) },
          prices: try prices ?? PriceTable.bundled(), guests: [simulator])), suspended: suspended,
      conduct: conduct)
    let clock = TickingClock().clock
    session = OpenSession(
      services: Services(
        store: store, models: models, sandbox: sandbox, answerKey: answerKey,
        extractor: PythonExtractor(), clock: clock,
        files: conduct.watching(files.files, workspace: "/nowhere"),
        person: PersonServices(
          edit: { [conduct] text, _ in
            conduct.note(.startsPrograms)
            conduct.note(.needsTerminal)
            return text + "\n"
          },
          shell: { [conduct] command in
            conduct.note(.startsPrograms)
            return try shell(command)
          },
          pipe: pipe, userSettings: "/home/init.kz"), salvage: { _ in [] },
        environment: environment, servers: servers, environmentFile: environmentFile,
        workspaceFolder: "/nowhere", version: "test"),
      planned: PlannedSession(name: name))
    let printed = printed
    self.shell = CommandShell(
      session: session,
      output: Output(out: { printed.append($0) }, err: { printed.append($0) }, mode: mode),
      clock: clock, judge: judge, isInteractive: isInteractive,
      replied: { [conduct] verb, reply in conduct.note(verb, reply) })
  }

  /// Runs lines; all must do what they say, and their verbs what they declare.
  package func run(_ lines: String...) async throws {
    for line in lines {
      let (ordinal, name) = (await session.state.lastOrdinal, await session.name)
      conduct.begin()
      try await shell.run(line)
      if await session.state.lastOrdinal != ordinal { conduct.note(.changesSession) }
      if await session.name != name { conduct.note(.changesSession) }
      try conduct.check(line)
    }
  }

  /// Makes the coder one whose every answer to `Starter/1` is wrong.
  package func useHopelessCoder(answers: Int = 20) async throws {
    let line =
      #"{"task_id":"Starter/1","response":"```python\ndef trim_readings(a, b, c):\n    return 0\n```"}"#
    let text = Array(repeating: line, count: answers).joined(separator: "\n")
    try files.files.write("/hopeless.jsonl", Array(text.utf8))
    try await run("set coder recorded:/hopeless.jsonl")
  }

  package func experiment() async throws -> Experiment { try await session.experiment() }

  /// A file's text.
  package func text(_ path: String) throws -> String {
    String(decoding: try files.files.read(path), as: UTF8.self)
  }

  /// The lines that the session says were asked for, in order.
  package func commandLines() async throws -> [String] {
    try await session.allEvents().compactMap { event in
      if let command = event.payload as? CommandRun { command.line } else { nil }
    }
  }
}

/// Models that no server has to be asked for; `gpt-4o` answers from `/gpt.jsonl`, at its price.
package struct Offline: ModelDirectory {
  private let directory: any ModelDirectory

  private let conduct: Conduct

  package let suspended: [SuspendedModel]

  package init(
    _ directory: any ModelDirectory, suspended: [SuspendedModel], conduct: Conduct = Conduct()
  ) {
    (self.directory, self.suspended, self.conduct) = (directory, suspended, conduct)
  }

  package var listing: [any ModelProvider] { [] }
  package var prices: PriceTable { directory.prices }
  package var providers: [ProviderDescription] { directory.providers }
  package var variables: [ServiceVariable] { directory.variables }
  package func price(of model: String) -> Price? { directory.price(of: model) }

  package func resolve(_ model: String) throws -> ResolvedModel {
    if model == "gpt-4o" {
      var recorded = try directory.resolve("recorded:/gpt.jsonl")
      (recorded.name, recorded.isReplay) = (model, false)
      recorded.provider = PaidProvider(base: recorded.provider)
      (recorded.tier, recorded.price) = (.fullFrontier, directory.price(of: model))
      recorded.provider = WatchedProvider(base: recorded.provider, conduct: conduct)
      return recorded
    }
    var resolved = try directory.resolve(model)
    guard resolved.provider.name != "ollama" else {
      throw ProviderError(
        code: .notConfigured, endpoint: "test", message: "a test reached for the network",
        suggestion: nil)
    }
    resolved.provider = WatchedProvider(base: resolved.provider, conduct: conduct)
    return resolved
  }
}

/// Gives what another provider answers as if it were paid for now.
private struct PaidProvider: ModelProvider {
  let base: any ModelProvider

  var name: String { base.name }
  var endpoint: String { base.endpoint }

  func models() async throws -> [ListedModel] { try await base.models() }

  func generate(
    _ request: GenerationRequest, in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    let events = base.generate(request, in: context)
    return AsyncThrowingStream { continuation in
      let work = Task {
        do {
          for try await event in events {
            guard case .end(var end) = event else {
              continuation.yield(event)
              continue
            }
            end.recorded = nil
            continuation.yield(.end(end))
          }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in work.cancel() }
    }
  }
}

/// What a shell printed.
package final class Printed: Sendable {
  private let lines = Mutex<[String]>([])

  package init() {}

  package func append(_ text: String) { lines.withLock { $0.append(text) } }
  package var text: String { lines.withLock { $0.joined() } }
}

/// Passes code that ends in the canonical solution; everything else is one of four wrong.
package struct AnswerSandbox: Sandbox {
  package let judges: [any JudgeKind.Type] = PythonJudges.all

  package init() {}

  package static func isRight(_ code: String, _ gold: Gold) -> Bool {
    func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    return squeezed(code).hasSuffix(squeezed(gold.canonicalSolution))
  }

  package func run(_ run: TestRun) async throws -> Verdict {
    if case .source(let code) = run.submission, Self.isRight(code, run.gold) {
      return Verdict(outcome: .pass, passed: 4, total: 4, results: "pppp")
    }
    let failure = AssertionFailure(
      index: 1, expression: "candidate(1) == 2", call: "f(1)", expected: "2", got: "1", line: 3)
    return Verdict(outcome: .wrong, passed: 1, total: 4, results: "pfff", failures: [failure])
  }

  package func status(python: String?) async -> SandboxStatus {
    SandboxStatus(python: "/usr/bin/python3", version: "3.11.7", layers: [])
  }
}

/// Files that live as long as the test.
package final class MemoryFiles: Sendable {
  private let contents = Mutex<[String: [UInt8]]>([:])

  package init() {}

  /// A file's bytes; unpacked when it is packed with gzip.
  package func unpacked(_ path: String) throws -> [UInt8] {
    let bytes = try files.read(path)
    return Gzip.isGzip(bytes) ? try Gzip.inflate(bytes, name: path) : bytes
  }

  package var files: Files {
    Files(
      read: { [self] path in
        guard let bytes = contents.withLock({ $0[path] }) else {
          throw FileError(path: path, reason: "No such file or directory")
        }
        return bytes
      },
      write: { [self] path, bytes in contents.withLock { $0[path] = bytes } },
      list: { [self] folder in
        let paths = contents.withLock { $0.keys.filter { $0.hasPrefix("\(folder)/") } }
        return paths.map { String($0.dropFirst(folder.count + 1)) }.filter { !$0.contains("/") }
          .sorted()
      })
  }
}

/// A clock that moves one millisecond with every look.
package final class TickingClock: Sendable {
  private let ticks = Mutex(1_795_000_000_000)

  package init() {}

  private func tick() -> Int {
    ticks.withLock {
      $0 += 1
      return $0
    }
  }

  package var clock: Experiments.Clock {
    Experiments.Clock(
      now: { [self] in Timestamp(milliseconds: tick()) }, monotonicMs: { [self] in Double(tick()) })
  }
}
