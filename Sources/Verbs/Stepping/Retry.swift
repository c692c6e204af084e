package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `retry [n]`: new samples of the head attempt's own request.
package struct Retry: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Ask again with exactly the head attempt's request: new samples beside it.",
    discussion: "Tells the prompt's part in a result from the dice's. All n samples are taken.")
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = [
    AttemptRecord<AttemptMade>.self, ReviewRecord.self, BranchRecord.self, SolvedRecord.self,
    HaltedRecord.self, RetriedRecord.self,
  ]
  package static let effects: Set<VerbEffect> = [.changesSession, .spends, .startsPrograms]
  package static let seeAlso = ["step", "rerun", "test"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["retry", "retry 5"]

  @Argument(help: "How many samples.") package var count = 1

  package init() {}

  package func validate() throws {
    guard count > 0 else { throw ValidationError("the count must be at least 1, not \(count)") }
  }

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    guard let attempt = experiment.head else {
      throw WorkbenchError(
        "the root @0 has no request to repeat", hint: "name an attempt: retry @1")
    }
    guard attempt.request != nil else {
      throw WorkbenchError(
        "@\(attempt.number) was written by hand: it has no request to repeat",
        hint: "step makes a new request")
    }
    let before = experiment.attempts.count
    let reply = try await AttemptRun(context: context).run(
      SamplesPlan(count, of: attempt.number), at: experiment.place)
    guard count > 1 else { return reply }
    let made = try await context.session.experiment(experiment.taskID).attempts.dropFirst(before)
    return Self.summary(of: attempt, passed: made.count(where: \.isPass), samples: count)
  }

  private static func summary(of attempt: Attempt, passed: Int, samples: Int) -> Reply {
    Reply(
      "\(passed) of \(samples) new samples of \("@\(attempt.number)", .address)'s request passed",
      record: RetriedRecord(node: "@\(attempt.number)", passed: passed, samples: samples))
  }
}
