package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `stepi`: the next stage of an attempt.
package struct Stepi: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "stepi",
    abstract: "Do the next stage only: request, completion, candidate, verdict.",
    discussion: "Each stage can be looked at before the next: x prompt, list, why.")
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = [
    AttemptRecord<AttemptMade>.self, RequestRecord.self, CompletionRecord.self,
    CandidateRecord.self,
  ]
  package static let effects: Set<VerbEffect> = [.changesSession, .spends, .startsPrograms]
  package static let seeAlso = ["step", "x", "list"]
  package static let aliases = ["si"]
  package static let requires = [Requirement.problem]
  package static let examples = ["stepi", "stepi 2"]
  package static let repeats = true
  package static let asksCoder = true

  @Argument(help: "How many stages.") package var count = 1
  @Flag(help: "Go on although the attempt at the head passed.") package var anyway = false

  package init() {}

  package func validate() throws { try AttemptRun.check(count) }

  package func run(in context: VerbContext) async throws -> Reply {
    let run = AttemptRun(context: context, anyway: anyway)
    let experiment = try await context.session.experiment()
    if experiment.position.draft == nil { try await run.refuseAfterPass(at: experiment.place) }
    return try await run.run(StagesPlan(count), at: experiment.place)
  }
}
