package import ArgumentParser
import Experiments
import Problems

/// `speed-test MODEL…`.
package struct SpeedTest: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "speed-test",
    abstract: "Time models: first token, prompt and answer tokens per second, total.",
    discussion: """
      After a warm-up each model answers three prompts (short, code, long) --rounds times; medians are \
      shown. Rates are the server's own where it reports its times, else measured here, which counts \
      the network. Every prompt begins differently, so that no server's cache answers. Nothing is \
      recorded in the session. Ctrl-C shows what is finished. A simulator or a recording answers for \
      the problem in use, else for the first one.
      """)
  package static let group = VerbGroup.models
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
    let settings = await context.workspace.currentSettings
    let names = models.isEmpty ? [settings.model(.coder)] : models
    let resolved = try names.map { try context.workspace.services.models.resolve($0) }
    await sayCost(of: resolved, settings, context)
    var results: [SpeedResult] = []
    var stop: (any Error)?
    for model in resolved where stop == nil {
      let run = SpeedRun(
        model: model, sampling: settings.sampling(tier: model.tier), rounds: rounds,
        problem: try await problem(context), clock: context.workspace.services.clock,
        progress: context.progress)
      let (result, error) = await run.result()
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
      "\(Numbers.plural(failed.count, "model")) could not be timed to the end: "
        + failed.joined(separator: ", "), kind: .provider)
  }

  private func problem(_ context: VerbContext) async throws -> Problem {
    if let open = try? await context.workspace.experiment() {
      return try await context.workspace.problem(open.taskID)
    }
    guard let first = try await context.workspace.problemLibrary().problems.first else {
      throw WorkbenchError("there is no problem to answer for", hint: "load starter")
    }
    return first
  }

  /// Says the most that priced models can cost here, before they are asked.
  private func sayCost(
    of models: [ResolvedModel], _ settings: Settings, _ context: VerbContext
  ) async {
    var most = Money.zero
    for model in models {
      guard let price = model.price, price != .free else {
        if model.price == nil { await context.observe(.notice("\(model.name) is unpriced")) }
        continue
      }
      let output = SpeedRun.output(settings.sampling(tier: model.tier)).maxOutputTokens
      for prompt in SpeedPrompts.all {
        let calls = prompt == SpeedPrompts.all.first ? rounds + 1 : rounds
        // A token is rarely less than two bytes of this text.
        let once = price.worstCase(
          inputTokens: prompt.text.utf8.count / 2 + 50, outputTokens: output)
        most = most + calls * once
      }
    }
    guard most > .zero else { return }
    await context.observe(.notice("this costs at most \(most)"))
  }

  private func write(_ reply: Reply, to path: String, _ context: VerbContext) throws {
    let services = context.workspace.services
    let document: JSONValue = [
      "at": .string(services.clock.now().description), "version": .string(services.version),
      "rounds": .integer(rounds), "rows": .array(reply.records),
    ]
    try services.files.write(path, Array((document.canonical + "\n").utf8))
  }
}
