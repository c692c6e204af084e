package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `rerun A..B`: live again, on a new branch.
package struct Rerun: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "rerun",
    abstract: "Make attempts anew from where a range began, live, on a new branch.",
    discussion: """
      The requests are assembled anew with today's settings, templates and guidance; the samples are \
      new ones, never the recorded answers.
      """)
  package static let group = VerbGroup.history
  package static let records: [any ReplyRecord.Type] = AttemptRun.records + [BranchRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession, .spends, .startsPrograms]
  package static let seeAlso = ["replay", "retry", "fork"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["rerun @1..@4", "rerun @0..@"]

  package static let completions = [ArgumentCompletion.range]

  @Argument(help: "A range such as @1..@4.") package var range: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    let attempts = try Address.range(range, in: experiment)
    guard let first = attempts.first else { return Reply("the range holds no attempt") }
    let names = Set(experiment.position.branches.map(\.name))
    var number = 1
    while names.contains("rerun-\(number)") { number += 1 }
    let plan = AttemptsPlan.anew(attempts.count, on: "rerun-\(number)", at: first.parent)
    return try await AttemptRun(context: context, anyway: true).run(plan, at: experiment.place)
  }
}
