package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `undo`: the last state-changing verb taken back.
package struct Undo: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the last state-changing verb; attempts made stay addressable.")
  package static let group = VerbGroup.history
  package static let records: [any ReplyRecord.Type] = [HeadRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["redo", "goto", "branching"]
  package static let examples = ["undo", "undo; undo"]
  package static let aliases = ["u"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    try await context.session.undo()
    return try await HeadReply.here(context)
  }
}
