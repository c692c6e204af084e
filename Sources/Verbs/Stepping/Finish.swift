package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `finish`: `continue`, then the summary.
package struct Finish: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Continue until solved or out of iterations, then sum up.",
    discussion: """
      The summary tells attempts, guidance, reviews, tokens and cost by tier and phase, the time of \
      models and tests, and what a frontier model alone would have cost: from a run where there is \
      one, else an estimate and called so. A script whose last finish did not solve ends with 100.
      """)
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] =
    AttemptRun.records + [
      ReviewRecord.self, SummaryRecord.self,
    ]
  package static let effects: Set<VerbEffect> = [.changesSession, .spends, .startsPrograms]
  package static let seeAlso = ["continue", "cost", "next-problem"]
  package static let requires = [Requirement.problem]
  package static let examples = ["finish", "finish 20"]

  @Argument(help: "The most attempts to make; max-iterations when left out.")
  package var count: Int?

  package init() {}

  package func validate() throws { try AttemptRun.check(count) }

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let place = try await session.here()
    var reply = Reply()
    if try await session.experiment(place.taskID).attempt(place.node)?.isPass != true {
      let most = await session.currentSettings.whole("max-iterations") ?? 50
      reply.add(
        try await AttemptRun(context: context).run(
          AttemptsPlan(count ?? most, reviews: true), at: place))
    }
    let experiment = try await session.experiment(place.taskID)
    context.goal.isMissed = experiment.firstModelPass == nil
    reply.add(
      SummaryReply.summary(of: experiment, frontier: await session.frontierOnly(experiment)))
    return reply
  }
}
