package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `stepi`: the next stage of an attempt.
package struct StepInstruction: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "stepi",
    abstract: "Do the next stage only: request, completion, candidate, verdict.",
    discussion: "Each stage can be looked at before the next: x prompt, list, why.")
  package static let group = VerbGroup.stepping
  package static let seeAlso = ["step", "x", "list"]
  package static let aliases = ["si"]
  package static let requires = [Requirement.problem]
  package static let examples = ["stepi", "stepi 2"]
  package static let repeats = true
  package static let asksCoder = true

  @Argument(help: "How many stages.") package var count = 1
  @Flag(help: "Go on although the attempt at the head passed.") package var anyway = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let run = AttemptRun(context: context, reviews: false, anyway: anyway)
    if try await context.workspace.experiment().position.here.draft == nil {
      try await run.refuseAfterPass()
    }
    for _ in 0..<max(1, count) {
      let before = try await context.workspace.experiment().head
      let result = try await context.workspace.nextStage(observe: context.observe)
      let reply = try Self.reply(to: result, before: before)
      if case .attempt = result {
        try await context.attemptMade(reply)
      } else {
        await context.emit(reply)
      }
    }
    return Reply()
  }

  private static func reply(to result: StageResult, before: Attempt?) throws -> Reply {
    switch result {
    case .request(let sent, let prompt):
      return Reply(
        "request   \(sent.model) · \(prompt.parts.count) slots · \(prompt.tokens) tok · exposure: \(sent.exposure.rawValue)",
        record: [
          "event": "request", "model": .string(sent.model), "tokens": .integer(prompt.tokens),
          "exposure": .string(sent.exposure.rawValue), "hash": .string(sent.requestHash.hex),
        ])
    case .completion(let completion, let text):
      let tokens = completion.usage.outputTokens ?? TokenEstimate.tokens(text)
      return Reply(
        "completion   \(tokens) tok · \(Numbers.duration(ms: completion.totalMs)) · \(completion.reportedModel)",
        record: [
          "event": "completion", "model": .string(completion.model), "text": .string(text),
          "outputTokens": .integer(tokens), "ms": .integer(completion.totalMs),
        ])
    case .candidate(let candidate):
      let parts = [candidate.origin] + candidate.notes
      return Reply(
        "candidate   \(parts.joined(separator: ", "))",
        record: [
          "event": "candidate", "origin": .string(candidate.origin),
          "notes": .array(candidate.notes.map(JSONValue.string)),
          "hasCode": .bool(candidate.code != nil),
        ])
    case .attempt(let attempt, let verdict, let candidate):
      return AttemptReply.made(attempt, verdict, candidate, before: before)
    case .infra(let failure): throw AttemptReply.infra(failure)
    }
  }
}
