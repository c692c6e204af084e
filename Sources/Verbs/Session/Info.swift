package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs

/// `info`: where one is.
package struct Info: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "info", abstract: "The session, the problem, the head and the models in use.")
  package static let group = VerbGroup.session
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
