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
  package static let seeAlso = ["step", "rerun", "test"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["retry", "retry 5"]

  @Argument(help: "How many samples.") package var count = 1

  package init() {}

  package func validate() throws {
    guard count > 0 else { throw ValidationError("the count must be at least 1, not \(count)") }
  }

  package func run(in context: VerbContext) async throws -> Reply {
    guard let attempt = try await context.workspace.experiment().head else {
      throw WorkbenchError("the root has no request to repeat", hint: "goto @1")
    }
    var passed = 0
    for _ in 0..<count {
      try Task.checkCancellation()
      let result = try await context.workspace.retry(attempt, observe: context.observe)
      if case .infra(let failure) = result { throw AttemptReply.infra(failure) }
      guard case .attempt(let made, let verdict, let candidate) = result else { continue }
      if made.isPass { passed += 1 }
      try await context.attemptMade(AttemptReply.made(made, verdict, candidate, before: attempt))
    }
    guard count > 1 else { return Reply() }
    return Reply(
      "\(passed) of \(count) new samples of \("@\(attempt.number)", .address)'s request passed",
      record: [
        "event": "retried", "node": .string("@\(attempt.number)"), "passed": .integer(passed),
        "samples": .integer(count),
      ])
  }
}
