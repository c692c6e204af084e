package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `!CMD`: the system's shell.
package struct SystemCommand: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "!", abstract: "Run a command in the system's shell; ! alone opens a shell.",
    discussion: """
      All that follows belongs to the command, to the end of the line: ; > and | are the system shell's. \
      Another status than 0 is shown, and ends a script. | after a verb hands its output to a command.
      """)
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = []
  package static let effects: Set<VerbEffect> = [.startsPrograms, .needsTerminal]
  package static let seeAlso = ["output", "source"]
  package static let examples = ["!ls data", "!git log --oneline | head -5", "info; !date"]

  @Argument(help: "The command.") package var command: String?

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let services = context.session.services
    guard let command else {
      guard context.isInteractive else {
        throw WorkbenchError(
          "! needs a command, because there is no terminal", hint: "name one, as in !ls data")
      }
      // What a person ends their own shell with is no failure of anything here.
      let shell = services.environment["SHELL"] ?? ""
      _ = try await services.person.shell(shell.isEmpty ? "/bin/sh" : "exec \"\(shell)\"")
      return Reply()
    }
    let status = try await services.person.shell(command)
    guard status == 0 else {
      throw WorkbenchError("the command ended with status \(status)", hint: nil)
    }
    return Reply()
  }
}
