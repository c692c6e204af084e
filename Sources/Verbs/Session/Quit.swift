package import ArgumentParser
import Experiments
package import Presentation

/// `quit`.
package struct Quit: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "quit", abstract: "Leave; the session is saved already.")
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = []
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["session", "keys"]
  package static let examples = ["quit", "q"]
  package static let aliases = ["q", "exit"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply { throw QuitRequest() }
}

/// A person asked to leave.
package struct QuitRequest: Error, Sendable {
  package init() {}
}
