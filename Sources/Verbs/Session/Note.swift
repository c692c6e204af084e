package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `note TEXT`.
package struct Note: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Add a remark to the session; transcripts show it.")
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [NoteRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["transcript", "bookmark", "save"]
  package static let examples = [
    "note \"the third try only differs in the tolerance\"", "note go on from @2 tomorrow",
  ]

  @Argument(help: "The remark.") package var text: [String]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let text = self.text.joined(separator: " ")
    try await context.session.note(text)
    return Reply("noted", record: NoteRecord(text: text))
  }
}
