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
  package static let seeAlso = ["step", "x", "prompt", "budget"]
  package static let aliases = ["p"]
  package static let requires = [Requirement.problem]
  package static let examples = ["preview", "preview --full"]

  @Flag(help: "Print the messages themselves.") package var full = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let workspace = context.workspace
    let prepared = try await workspace.nextRequest()
    let experiment = try await workspace.experiment()
    let number = experiment.attempts.count + 1
    var reply = PromptText.anatomy(of: prepared, attempt: number)
    if try await workspace.isReviewDue() {
      reply.add(StyledText("  a review is due: next and continue make it first", .warning))
    }
    if experiment.position.here.draft != nil {
      reply.add(StyledText("  an attempt is under way here: step goes on with it", .warning))
    }
    if full { reply.add(PromptText.messages(prepared.prompt.messages)) }
    return reply
  }
}
