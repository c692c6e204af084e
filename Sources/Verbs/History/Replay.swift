package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `replay A..B`: recorded answers through today's extraction and tests.
package struct Replay: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Go through recorded attempts again: same answers, tests run anew. Costs nothing.",
    discussion: """
      Stops at the first divergence: a request that does not have its hash any more, other code read \
      from the same answer, or another verdict on the same code (flaky).
      """)
  package static let group = VerbGroup.history
  package static let records: [any ReplyRecord.Type] = [RunAgainRecord<Replayed>.self]
  package static let effects: Set<VerbEffect> = [.changesSession, .startsPrograms]
  package static let seeAlso = ["rerun", "test", "session"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["replay @1..@4", "replay"]

  package static let completions = [ArgumentCompletion.range]

  @Argument(help: "A range such as @1..@4; the whole path to the head when left out.")
  package var range: String?

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    let attempts = try Address.range(range ?? "@0..@", in: experiment)
    let run = AttemptRun(context: context)
    _ = try await run.run(ReplayPlan(attempts.map(\.number)), at: experiment.place)
    return Reply("\(Numbers.plural(attempts.count, "attempt")) replayed, no divergence")
  }
}
