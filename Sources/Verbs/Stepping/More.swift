package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `more`: a model's answer, whole.
package struct More: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "more",
    abstract: "Show a model's whole answer: of the attempt at the head, or of another.",
    discussion: """
      While an answer comes, only its last lines are shown; here is all of it, through the pager \
      when it is longer than the window. In the middle of stepi it is the answer that came last.
      """)
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = [AnswerRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let requires = [Requirement.problem]
  package static let seeAlso = ["list", "why", "x"]
  package static let examples = ["more", "more @2", "more @2 --reasoning"]
  package static let completions = [ArgumentCompletion.node]

  @Argument(help: "The attempt; the head when left out.") package var node: String?
  @Flag(help: "Also what the model thought before it answered.") package var reasoning = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let (name, ordinal) = try await completion(session)
    guard let completion = try await session.event(ordinal).payload as? CompletionReceived else {
      throw WorkbenchError(
        "the answer of \(name) is missing from the session",
        hint: "session verify checks the session")
    }
    let text = try await session.text(completion.text)
    var reply = Reply(
      "\(name, .address) by \(completion.model) · \(completion.usage.outputTokens.map { "\($0) tok" } ?? "tokens unknown")"
    )
    var record = AnswerRecord(
      node: name.hasPrefix("@") ? name : nil, model: completion.model, text: text,
      outputTokens: completion.usage.outputTokens)
    if reasoning, let hash = completion.reasoning {
      let thought = try await session.text(hash)
      reply.add(TextLine.split(thought).map { StyledText("  \($0.text)", .dim) })
      reply.add("")
      record.reasoning = thought
    }
    reply.add(AnswerListing.lines(of: text).map { $0.indented() })
    reply.records = [record]
    return reply
  }

  /// The event that holds the answer, and what to call it.
  private func completion(_ session: OpenSession) async throws -> (name: String, ordinal: Int) {
    let experiment = try await session.experiment()
    if node == nil, let draft = experiment.position.draft?.completion {
      return ("the attempt in the making", draft)
    }
    let attempt = try await session.attempt(at: node ?? "@")
    guard let ordinal = attempt.completion else {
      throw WorkbenchError(
        "@\(attempt.number) was written by hand: it has no answer",
        hint: "list @\(attempt.number) shows its code")
    }
    return ("@\(attempt.number)", ordinal)
  }
}
