package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `save FILE.kz`.
package struct Save: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Write the session's verbs as a script that does the same again.",
    discussion: """
      The verbs that changed something, in order, undone ones included, and what was loaded before the \
      problems that they turned to.
      """)
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [SavedRecord.self]
  package static let effects: Set<VerbEffect> = [.writesFiles]
  package static let seeAlso = ["source", "transcript", "scripts"]
  package static let examples = ["save sessions/tolerance.kz", "save again.kz"]
  package static let completions = [ArgumentCompletion.path]

  @Argument(help: "The script to write.") package var file: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let events = try await context.session.allEvents()
    let lines = events.compactMap { event -> String? in
      if let command = event.payload as? CommandRun { command.line } else { nil }
    }
    let name = await context.session.name
    let text = (["# session \(name)"] + lines).joined(separator: "\n") + "\n"
    try context.session.services.files.write(file, Array(text.utf8))
    return Reply(
      "\(file, .file) · \(Numbers.plural(lines.count, "verb"))",
      record: SavedRecord(file: file, verbs: lines.count))
  }
}
