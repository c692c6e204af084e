package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `preview`: the next request, before paying for it.
package struct Preview: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show the exact next request, its size and what it would cost. Sends nothing.")
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = [RequestRecord.self, MessageRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["step", "x", "prompt", "budget"]
  package static let aliases = ["p"]
  package static let requires = [Requirement.problem]
  package static let examples = ["preview", "preview --full"]

  @Flag(help: "Print the messages themselves.") package var full = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let experiment = try await session.experiment()
    let prepared = try await session.nextRequest(at: experiment.place)
    let number = experiment.attempts.count + 1
    var reply = PromptText.anatomy(of: prepared, attempt: number)
    let isReviewDue = try await session.isReviewDue(at: experiment.place)
    if var record = reply.records.first as? RequestRecord {
      record.reviewDue = isReviewDue
      record.draft = experiment.position.draft?.stage.rawValue
      reply.records = [record]
    }
    if isReviewDue {
      reply.add(StyledText("  a review is due: next and continue make it first", .warning))
    }
    if let draft = experiment.position.draft {
      reply.add(StyledText("  \(Self.waiting(draft, prepared))", .warning))
    }
    if full { reply.add(PromptText.messages(prepared.prompt.messages)) }
    return reply
  }

  /// What `step` does with the attempt in the making.
  private static func waiting(_ draft: Draft, _ prepared: PreparedRequest) -> String {
    guard draft.stage == .request else {
      return
        "an unfinished attempt has its \(draft.stage.rawValue) here: step continues it and calls no model"
    }
    return prepared.isWaiting
      ? "this request waits: step sends it"
      : "another request waited here: step sends this one, because what it shows has changed"
  }
}
