package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs

/// `x prompt [@n]`: the anatomy of a prompt.
package struct XVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "x",
    abstract: "Examine a prompt: its slots with tokens and origin, then the messages.",
    discussion: "x prompt shows the next request, x prompt @3 the one that was sent for @3.")
  package static let group = VerbGroup.steering
  package static let records: [any ReplyRecord.Type] = [RequestRecord.self, MessageRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["preview", "prompt", "list"]
  package static let requires = [Requirement.problem]
  package static let examples = ["x prompt", "x prompt @3", "x prompt @3 --full"]
  package static let completions = [ArgumentCompletion.words(["prompt"]), .node]

  @Argument(help: "prompt") package var what: String
  @Argument(help: "The attempt; the next request when left out.") package var node: String?
  @Flag(help: "Print the messages too.") package var full = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard what == "prompt" else {
      let example = what.hasPrefix("@") ? what : "@3"
      throw WorkbenchError(
        "x cannot examine “\(what)”", hint: "x prompt \(example)", word: what, kind: .usage)
    }
    let session = context.session
    guard let node else {
      let prepared = try await session.nextRequest(at: try await session.here())
      let number = try await session.experiment().attempts.count + 1
      var reply = PromptText.anatomy(of: prepared, attempt: number)
      if full { reply.add(PromptText.messages(prepared.prompt.messages)) }
      return reply
    }
    let attempt = try await session.attempt(at: node)
    let sent = try await session.sentRequest(of: attempt)
    var reply = Reply(
      "request of \(node, .address) → \(sent.model)  T=\(sent.sampling.temperature)  template \(sent.template) \(sent.templateHash.hex.prefix(8))"
    )
    reply.add(PromptText.slots(sent.slots))
    reply.add("  exposure: \(sent.exposure.rawValue) · sample \(sent.sample)")
    reply.records = [RequestRecord(sent, node: "@\(attempt.number)")]
    if full {
      reply.add(PromptText.messages(try await session.request(from: sent).messages))
    }
    return reply
  }
}
