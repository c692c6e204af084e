package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `continue [n]`: `next` until the problem is solved.
package struct Continue: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "continue",
    abstract: "Make attempts, with reviews, until one passes.",
    discussion: """
      Stops at a pass, the budget, a failure of server or sandbox, or after n \
      attempts; without n after max-iterations.
      """)
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = AttemptRun.records + [ReviewRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession, .spends, .startsPrograms]
  package static let seeAlso = ["next", "finish", "every", "budget"]
  package static let aliases = ["c"]
  package static let requires = [Requirement.problem]
  package static let examples = ["continue", "continue 10"]

  @Argument(help: "The most attempts to make.") package var count: Int?
  @Flag(help: "Go on although the attempt at the head passed.") package var anyway = false

  package init() {}

  package func validate() throws {
    try AttemptRun.check(count)
  }

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    if !anyway, let head = experiment.head, head.isPass {
      return Reply("\("@\(head.number)", .address) passed already: solved")
    }
    let most = await context.session.currentSettings.whole("max-iterations") ?? 50
    return try await AttemptRun(context: context, anyway: anyway).run(
      AttemptsPlan(count ?? most, reviews: true), at: experiment.place)
  }
}
