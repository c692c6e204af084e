package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `review [MODEL]`: a stronger model reads the failed attempts.
package struct Review: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Ask a stronger model to read the attempts since the last review and give guidance.",
    discussion: """
      The first review on a path passes its strategy on to the coder, the second the test criteria, \
      later ones debugging alone. The guidance holds below this attempt until the next review or \
      guide --drop. In gdb a checkpoint is a snapshot; here that is fork or bookmark.
      """)
  package static let group = VerbGroup.steering
  package static let records: [any ReplyRecord.Type] = [ReviewRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession, .spends]
  package static let seeAlso = ["guide", "next", "models", "guidance"]
  package static let aliases = ["checkpoint"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["review", "review sim:0.5 --full"]
  package static let completions = [ArgumentCompletion.model]

  @Argument(help: "The reviewing model; the reviewer setting when left out.")
  package var model: String?
  @Flag(help: "Print the whole review, not only the guidance taken from it.")
  package var full = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let result = try await context.session.review(
      at: try await context.session.here(), by: model, automatic: false, observe: context.observe)
    var reply = ReviewReply.made(result)
    if full {
      let text = try await context.session.text(result.review.text)
      reply.add(TextLine.split(text).map(\.text).map { "  \($0)" })
      if var record = reply.records.first as? ReviewRecord {
        record.fullText = text
        reply.records = [record]
      }
    }
    return reply
  }
}
