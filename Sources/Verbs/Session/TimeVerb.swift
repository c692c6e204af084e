import CommandLines
package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `time LINE`.
package struct TimeVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "time", abstract: "Run a verb and say what it took: time, calls, tokens, cost.",
    discussion: """
      wall is time by the clock, models and tests are the parts of it spent waiting for answers and \
      running attempts' tests, cpu is koderz's own. A verb that fails is timed as well. Quote a line \
      that holds ; > or |.
      """)
  package static let group = VerbGroup.comparing
  package static let records: [any ReplyRecord.Type] = [TimeRecord.self]
  package static let effects: Set<VerbEffect> = [.runsLines]
  package static let seeAlso = ["cost", "every", "budget"]
  package static let examples = ["time step --anyway", "time \"test; log\""]

  package static let completions = [ArgumentCompletion.command]

  @Argument(parsing: .captureForPassthrough, help: "The verb with its arguments.")
  package var line: [String]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let clock = context.session.services.clock
    let before = await Used(context.session)
    let (wall, cpu) = (clock.monotonicMs(), clock.cpuMs())
    var failure: (any Error)?
    do {
      try await context.runLine(line.count == 1 ? line[0] : CommandLineSplitter.join(line))
    } catch {
      failure = error
    }
    let used = await Used(context.session).since(before)
    let reply = used.reply(wallMs: clock.monotonicMs() - wall, cpuMs: clock.cpuMs() - cpu)
    guard let failure else { return reply }
    await context.emit(reply)
    throw failure
  }
}

/// What the calls and runs of a session came to.
private struct Used {
  var calls: Ledger.Totals
  var testMs: Int

  init(_ session: OpenSession) async {
    let experiments = await session.state.experiments.values
    calls = experiments.reduce(Ledger()) { $0 + $1.ledger }.total()
    testMs = experiments.flatMap(\.attempts).reduce(0) { $0 + $1.testMs }
  }

  func since(_ before: Used) -> Used {
    var used = self
    used.calls.calls -= before.calls.calls
    used.calls.inputTokens -= before.calls.inputTokens
    used.calls.outputTokens -= before.calls.outputTokens
    used.calls.cost = Money(nanoUSD: calls.cost.nanoUSD - before.calls.cost.nanoUSD)
    used.calls.unpriced -= before.calls.unpriced
    used.calls.modelMs -= before.calls.modelMs
    used.testMs -= before.testMs
    return used
  }

  func reply(wallMs: Double, cpuMs: Double) -> Reply {
    var parts = [
      "wall \(Numbers.duration(ms: wallMs))", "models \(Numbers.duration(ms: calls.modelMs))",
      "tests \(Numbers.duration(ms: testMs))", "cpu \(Numbers.duration(ms: cpuMs))",
      Numbers.plural(calls.calls, "call"),
    ]
    if calls.calls > 0 {
      parts.append("\(calls.inputTokens) in + \(calls.outputTokens) out")
      parts.append(CostText.total(calls))
    }
    return Reply(
      StyledText("took  " + parts.joined(separator: " · "), .dim),
      record: TimeRecord(
        wallMs: Int(wallMs), modelMs: calls.modelMs, testMs: testMs, cpuMs: Int(cpuMs),
        calls: calls.calls, inputTokens: calls.inputTokens, outputTokens: calls.outputTokens,
        costNanoUSD: calls.cost.nanoUSD, unpricedCalls: calls.unpriced))
  }
}
