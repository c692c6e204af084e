package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `redo`: the last `undo` taken back.
package struct Redo: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "redo", abstract: "Take back the last undo.")
  package static let group = VerbGroup.history
  package static let records: [any ReplyRecord.Type] = [HeadRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["undo", "branching"]
  package static let examples = ["redo", "redo; redo"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    try await context.session.redo()
    return try await HeadReply.here(context)
  }
}
