package import ArgumentParser
import Experiments

/// `info`: where one is.
package struct Info: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "info", abstract: "The session, the problem, the head and the models in use.")
  package static let group = VerbGroup.session
  package static let aliases = ["i"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let workspace = context.workspace
    let state = await workspace.state
    let settings = await workspace.currentSettings
    let name = await workspace.sessionName
    var reply = Reply(
      "workspace \(workspace.services.workspaceFolder)",
      "session \(name, .strong) · \(Numbers.plural(state.lastOrdinal, "event")) · \(Numbers.plural(state.order.count, "problem")) · \(Numbers.plural(state.noteCount, "note"))",
      "coder \(settings.model(.coder)) · spec \(settings.model(.spec)) · reviewer \(settings.model(.reviewer))",
      record: [
        "event": "info", "session": .string(name), "events": .integer(state.lastOrdinal),
        "coder": .string(settings.model(.coder)), "spec": .string(settings.model(.spec)),
        "reviewer": .string(settings.model(.reviewer)),
      ])
    if let experiment = state.experiment {
      reply.add(
        "problem \(experiment.taskID, .strong) · \(Numbers.plural(experiment.attempts.count, "attempt"))"
      )
      reply.add(try await HeadReply.here(context))
    }
    return reply
  }
}

/// `note TEXT`.
package struct Note: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Add a remark to the session; transcripts show it.")
  package static let group = VerbGroup.session
  package static let examples = ["note \"the third try only differs in the tolerance\""]

  @Argument(help: "The remark.") package var text: [String]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let text = self.text.joined(separator: " ")
    try await context.workspace.note(text)
    return Reply("noted", record: ["event": "note", "text": .string(text)])
  }
}

/// `quit`.
package struct Quit: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "quit", abstract: "Leave; the session is saved already.")
  package static let group = VerbGroup.session
  package static let aliases = ["q", "exit"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply { throw QuitRequest() }
}

/// A person asked to leave.
package struct QuitRequest: Error, Sendable {}
