package import ArgumentParser
package import Presentation
import Runs

/// `step [n]`: whole attempts, one after the other.
package struct Step: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Make an attempt: ask the coder, read the code, run the tests.",
    discussion: """
      Makes n attempts, each from the one before, and stops early at a pass, the \
      budget or a failure of server or sandbox. It never asks for a review; next does. After a \
      pass it refuses without --anyway.
      """)
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = AttemptRun.records
  package static let effects: Set<VerbEffect> = [.changesSession, .spends, .startsPrograms]
  package static let seeAlso = ["next", "continue", "stepi", "retry", "preview", "why"]
  package static let aliases = ["s"]
  package static let requires = [Requirement.problem]
  package static let examples = ["step", "step 3", "step --anyway"]
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
    return try await run.run(AttemptsPlan(count), at: place)
  }
}
