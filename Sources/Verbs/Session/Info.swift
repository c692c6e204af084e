package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `info`: where one is.
package struct Info: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "info", abstract: "The session, the problem, the head and the models in use.")
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [InfoRecord.self, HeadRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["show", "models", "log", "session"]
  package static let examples = ["info", "info > where.txt"]
  package static let aliases = ["i"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let state = await session.state
    let settings = await session.currentSettings
    let name = await session.name
    var reply = Reply(
      "workspace \(session.services.workspaceFolder)",
      "session \(name, .strong) · \(Numbers.plural(state.lastOrdinal, "event")) · \(Numbers.plural(state.order.count, "problem")) · \(Numbers.plural(state.noteCount, "note"))",
      "coder \(settings.model(.coder)) · spec \(settings.model(.spec)) · reviewer \(settings.model(.reviewer))",
      record: InfoRecord(
        workspace: session.services.workspaceFolder, session: name, events: state.lastOrdinal,
        problems: state.order.count, notes: state.noteCount, problem: state.experiment?.taskID,
        attempts: state.experiment?.attempts.count, coder: settings.model(.coder),
        spec: settings.model(.spec), reviewer: settings.model(.reviewer)))
    if let experiment = state.experiment {
      reply.add(
        "problem \(experiment.taskID, .strong) · \(Numbers.plural(experiment.attempts.count, "attempt"))"
      )
      reply.add(try await HeadReply.here(context))
    }
    return reply
  }
}
