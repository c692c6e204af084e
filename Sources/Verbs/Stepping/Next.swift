package import ArgumentParser
package import Presentation
import Runs

/// `next [n]`: as `step`, with the automatic review when it is due.
package struct Next: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Make an attempt, and before it the automatic review when one is due.",
    discussion: """
      A review is due after every checkpoint-interval failed attempts since the last one on this \
      path. It is made before the attempt that it guides.
      """)
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = AttemptRun.records + [ReviewRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession, .spends, .startsPrograms]
  package static let seeAlso = ["step", "continue", "review", "guidance"]
  package static let aliases = ["n"]
  package static let requires = [Requirement.problem]
  package static let examples = ["next", "next 6"]
  package static let repeats = true
  package static let asksCoder = true

  @Argument(help: "How many attempts.") package var count = 1
  @Flag(help: "Go on although the attempt at the head passed.") package var anyway = false

  package init() {}

  package func validate() throws {
    try AttemptRun.check(count)
  }

  package func run(in context: VerbContext) async throws -> Reply {
    let run = AttemptRun(context: context, anyway: anyway)
    let place = try await context.session.here()
    try await run.refuseAfterPass(at: place)
    return try await run.run(AttemptsPlan(count, reviews: true), at: place)
  }
}
