package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `source FILE`.
package struct Source: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "source",
    abstract: "Run the lines of a script here; stops at the first that fails.")
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = []
  package static let effects: Set<VerbEffect> = [.readsFiles, .runsLines]
  package static let seeAlso = ["save", "scripts", "every"]
  package static let examples = ["source sessions/first-steps.kz", "source tolerance.kz"]
  package static let completions = [ArgumentCompletion.path]

  @Argument(help: "The script.") package var file: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let bytes = try context.session.services.files.read(file)
    try await context.source(String(decoding: bytes, as: UTF8.self), file)
    return Reply()
  }
}
