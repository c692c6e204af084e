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
        "“\(what)” cannot be edited", hint: "edit code, edit prompt, edit spec", word: what,
        kind: .usage)
    }
  }

  private func editCode(_ context: VerbContext) async throws -> Reply {
    let workspace = context.workspace
    let experiment = try await workspace.experiment()
    let before = experiment.head
    var old = try await workspace.problem(experiment.taskID).prompt
    if let before { old = try await workspace.code(of: before) ?? old }
    let new = try await workspace.editedText(old, suffix: ".py", file: file)
    guard new != old else { return Reply("the code is unchanged: nothing was made of it") }
    let summary = LineDiff(old: old, new: new).summary
    let result = try await workspace.attemptByHand(
      new, linesChanged: max(summary.added, summary.removed), observe: context.observe)
    if case .infra(let failure) = result { throw AttemptReply.infra(failure) }
    guard case .attempt(let attempt, let verdict, let candidate) = result else { return Reply() }
    return AttemptReply.made(attempt, verdict, candidate, before: before)
  }

  private func editPrompt(_ context: VerbContext) async throws -> Reply {
    let workspace = context.workspace
    let prepared = try await workspace.nextRequest()
    let old = prepared.prompt.messages.last { $0.role == .user }?.content ?? ""
    let new = try await workspace.editedText(old, suffix: ".md", file: file)
    guard new != old else { return Reply("the prompt is unchanged") }
    try await workspace.editPrompt(new)
    return Reply(
      "the next attempt here sends your prompt · \(TokenEstimate.tokens(new)) tok · preview shows it",
      record: ["event": "prompt-edited", "tokens": .integer(TokenEstimate.tokens(new))])
  }
}
