package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `retry [n]`: new samples of the head attempt's own request.
package struct Retry: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Ask again with exactly the head attempt's request: new samples beside it.",
    discussion: """
      The samples show how much of a result is chance and how much the prompt. All n are taken. The \
      head stays where it is: goto @n goes on from a sample, on a new branch.
      """)
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = [
    AttemptRecord<AttemptMade>.self, RetriedRecord.self,
  ]
  package static let effects: Set<VerbEffect> = [.changesSession, .spends, .startsPrograms]
  package static let seeAlso = ["step", "rerun", "test"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["retry", "retry 5"]

  @Argument(help: "How many samples.") package var count = 1

  package init() {}

  package func validate() throws {
    try AttemptRun.check(count)
  }

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    guard let attempt = experiment.head else {
      throw WorkbenchError(
        "the root @0 has no request to repeat", hint: "goto @1, then retry")
    }
    guard attempt.request != nil else {
      throw WorkbenchError(
        "@\(attempt.number) was written by hand: it has no request to repeat",
        hint: "step makes a new request")
    }
    return try await AttemptRun(context: context).run(
      SamplesPlan(count, of: attempt.number), at: experiment.place)
  }
}
