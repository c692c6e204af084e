package import ArgumentParser
import Experiments

/// `!CMD`: the system's shell.
package struct SystemCommand: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "!", abstract: "Run a command in the system's shell: !ls data.")
  package static let group = VerbGroup.session
  package static let examples = ["!ls data"]

  @Argument(help: "The command.") package var command: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let status = try await context.workspace.services.shell(command)
    guard status == 0 else { throw WorkbenchError("the command ended with status \(status)") }
    return Reply()
  }
}
