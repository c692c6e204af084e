package import ArgumentParser
package import Presentation
import Runs

/// `resume`: goes on with what was interrupted.
package struct Resume: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with the last step, stepi, continue, retry, rerun or replay that was cut off.",
    discussion: """
      When koderz is killed in the middle of a run, each finished stage is kept. resume makes what is \
      missing of the run, and nothing twice; finish then sums up. A run with lines of every is not \
      resumed, because these end with koderz. A run that you stopped, or that a fault or the budget \
      stopped, is over: step or continue goes on from there.
      """)
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = [
    AttemptRecord<AttemptMade>.self, ReviewRecord.self, BranchRecord.self, SolvedRecord.self,
    HaltedRecord.self, RequestRecord.self, CompletionRecord.self, CandidateRecord.self,
    RetriedRecord.self, RunAgainRecord<Replayed>.self,
  ]
  package static let effects: Set<VerbEffect> = [.changesSession, .spends, .startsPrograms]
  package static let seeAlso = ["continue", "step", "session"]
  package static let requires = [Requirement.problem]
  package static let examples = ["resume", "resume; why"]
  package static let asksCoder = true

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard let interrupted = try await context.session.interruptedPlan() else {
      return Reply("nothing was interrupted: step makes an attempt")
    }
    await context.emit(Reply("\(interrupted.line, .strong) goes on at \(interrupted.place)"))
    return try await AttemptRun(context: context, anyway: true).run(
      interrupted.plan, at: interrupted.place)
  }
}
