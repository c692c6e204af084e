package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Judging
import Problems
import Runs

/// `speed-test MODEL…`.
package struct SpeedTest: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "speed-test",
    abstract: "Time models: first token, prompt and answer tokens per second, total.",
    discussion: """
      After a warm-up each model answers three prompts (short, code, long) --rounds times; medians are \
      shown. Rates are the server's own where it reports its times, else measured here, which counts \
      the network. Every prompt begins differently, so that no server's cache answers. Nothing is \
      recorded in the session, but its budget holds, and so do the settings of calls (request-deadline, \
      idle-deadline, retries, local-concurrency, remote-concurrency): what may cost more than is left is not begun. \
      Ctrl-C shows what is finished. A simulator or a recording answers for \
      the problem in use, else for the first one.
      """)
  package static let group = VerbGroup.models
  package static let records: [any ReplyRecord.Type] = [SpeedRecord.self, SpeedFaultRecord.self]
  package static let effects: Set<VerbEffect> = [.writesFiles, .spends]
  package static let seeAlso = ["models", "doctor", "time"]
  package static let examples = [
    "speed-test sim:0.3", "speed-test sim:0.3 sim:0.9 --rounds 2 --export speed.json",
  ]
  package static let completions = [ArgumentCompletion.model]

  @Argument(help: "The models; the coder when left out.") package var models: [String] = []
  @Option(help: "How often each prompt is asked.") package var rounds = 3
  @Option(help: "Write every measurement to this file, as JSON.") package var export: String?

  package init() {}

  package func validate() throws {
    guard (1...100).contains(rounds) else {
      throw ValidationError("--rounds takes a number from 1 to 100, not \(rounds)")
    }
  }

  package func run(in context: VerbContext) async throws -> Reply {
    let settings = await context.session.currentSettings
    let names = models.isEmpty ? [settings.model(.coder)] : models
    let whole = try await problem(context)
    var runs: [SpeedRun] = []
    for name in names {
      let model = try await context.session.model(named: name)
      if model.isSimulator { context.session.services.answerKey.add(whole) }
      runs.append(
        SpeedRun(
          model: model, sampling: settings.sampling(tier: model.tier), rounds: rounds,
          policy: settings.callPolicy, problem: whole.problem,
          clock: context.session.services.clock,
          progress: context.progress))
    }
    try await askBudget(for: runs, context)
    var results: [SpeedResult] = []
    var stop: (any Error)?
    for run in runs where stop == nil {
      var (result, error) = await run.result()
      result.error = result.error.map(context.session.redacted)
      context.session.book(unrecorded: result.spentAtMost)
      results.append(result)
      stop = error
    }
    context.progress?("")
    let reply = SpeedTable.reply(results)
    if let export { try write(reply, to: export, context) }
    return try await ended(reply, results, stop, context)
  }

  /// Finished rows are shown whatever comes after.
  private func ended(
    _ reply: Reply, _ results: [SpeedResult], _ stop: (any Error)?, _ context: VerbContext
  ) async throws -> Reply {
    let failed = results.filter { $0.error != nil }.map(\.model)
    if stop == nil, failed.isEmpty { return reply }
    await context.emit(reply)
    if let stop { throw stop }
    throw WorkbenchError(
      "\(Numbers.plural(failed.count, "model")) could not be timed: "
        + failed.joined(separator: ", "),
      hint: "doctor checks models and servers", kind: .provider)
  }

  private func problem(_ context: VerbContext) async throws -> BenchmarkProblem {
    if let open = try? await context.session.experiment() {
      return try await context.session.benchmarkProblem(open.taskID)
    }
    guard let first = try context.session.problemLibrary().items.first else {
      throw WorkbenchError(
        "there is no problem to ask about", hint: "load starter takes in the built-in ones")
    }
    return first
  }

  /// Says the most that the calls can cost; the budget must allow it.
  ///
  /// - Throws: `WorkbenchError` when it does not.
  private func askBudget(for runs: [SpeedRun], _ context: VerbContext) async throws {
    let left = await context.session.budgetLeft?.amount
    var most = Money.zero
    for run in runs {
      if let worst = run.worstCase {
        most = most + worst
      } else if left == nil {
        await context.observe(.notice("\(run.model.name) is unpriced"))
      } else {
        throw WorkbenchError(
          "(budget) \(run.model.name) has no price, so its cost cannot be bounded",
          hint: "budget session off, or add a price to prices.json beside init.kz", kind: .budget)
      }
    }
    guard most > .zero else { return }
    if let left, left < most {
      throw WorkbenchError(
        "(budget) this test may cost up to \(most); \(left) is left",
        hint: "use fewer --rounds or a cheaper model, or raise budget session", kind: .budget)
    }
    await context.observe(.notice("this costs at most \(most)"))
  }

  private func write(_ reply: Reply, to path: String, _ context: VerbContext) throws {
    let services = context.session.services
    let document: JSONValue = [
      "at": .string(services.clock.now().description), "version": .string(services.version),
      "rounds": .integer(rounds), "rows": .array(try reply.records.map { try $0.json() }),
    ]
    try services.files.write(path, Array((document.canonical + "\n").utf8))
  }
}
