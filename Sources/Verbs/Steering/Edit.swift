package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `edit code|prompt|spec`: the person's own hand.
package struct Edit: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Edit the code, the next prompt or the spec in $VISUAL or $EDITOR.",
    discussion: """
      code: the head's code (the prompt at the root); what you save is tested and becomes an attempt \
      by hand. prompt: the next request's user message, for the next attempt only. spec: the spec in \
      use; what you save is a new one. --file takes the text from a file, for scripts.
      """)
  package static let group = VerbGroup.steering
  package static let records: [any ReplyRecord.Type] = [
    AttemptRecord<AttemptMade>.self, PromptEditedRecord.self, SpecRecord.self,
  ]
  package static let effects: Set<VerbEffect> = [
    .readsFiles, .changesSession, .startsPrograms, .needsTerminal,
  ]
  package static let seeAlso = ["guide", "spec", "prompt", "list"]
  package static let requires = [Requirement.problem]
  package static let examples = ["edit code", "edit prompt", "edit code --file better.py"]
  package static let completions = [ArgumentCompletion.words(["code", "prompt", "spec"])]

  @Argument(help: "code, prompt or spec.") package var what: String
  @Option(help: "Take the text from this file instead of an editor.") package var file: String?

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    switch what {
    case "code": return try await editCode(context)
    case "prompt": return try await editPrompt(context)
    case "spec": return try await SpecEdit.run(number: nil, file: file, context)
    default:
      throw WorkbenchError(
        "“\(what)” cannot be edited", hint: "edit code, edit prompt or edit spec", word: what,
        kind: .usage)
    }
  }

  private func editCode(_ context: VerbContext) async throws -> Reply {
    let session = context.session
    let experiment = try await session.experiment()
    let before = experiment.head
    var old = try await session.problem(experiment.taskID).prompt
    if let before { old = try await session.code(of: before) ?? old }
    let new = try await session.editedText(old, suffix: ".py", file: file)
    guard new != old else { return Reply("the code is unchanged: nothing was made of it") }
    let summary = LineDiff(old: old, new: new).summary
    let result = try await session.attemptByHand(
      new, linesChanged: max(summary.added, summary.removed), at: experiment.place,
      observe: context.observe)
    switch result {
    case .attempt(let made): return try await AttemptReply.made(made, in: session, before: before)
    case .infra(let failure): throw AttemptReply.infra(failure)
    }
  }

  private func editPrompt(_ context: VerbContext) async throws -> Reply {
    let session = context.session
    let place = try await session.here()
    let prepared = try await session.nextRequest(at: place)
    let old = prepared.prompt.messages.last { $0.role == .user }?.content ?? ""
    let new = try await session.editedText(old, suffix: ".md", file: file)
    guard new != old else { return Reply("the prompt is unchanged") }
    try await session.editPrompt(new, at: place)
    return Reply(
      "the next attempt here sends your prompt · \(TokenEstimate.tokens(new)) tok · preview shows it",
      record: PromptEditedRecord(tokens: TokenEstimate.tokens(new)))
  }
}
