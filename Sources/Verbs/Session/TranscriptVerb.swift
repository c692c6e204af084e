package import ArgumentParser
import Experiments
package import Presentation
import Runs
import Transcripts

/// `transcript FILE.(md|json)`.
package struct TranscriptVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "transcript",
    abstract:
      "Write what happened as Markdown or JSON; texts, prompts, verdicts and costs included.",
    discussion: "The ending of the name decides the format. Keys in any text are replaced.")
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [TranscriptRecord.self]
  package static let effects: Set<VerbEffect> = [.writesFiles]
  package static let seeAlso = ["save", "session", "note"]
  package static let examples = ["transcript find-zero.md", "transcript find-zero.json"]
  package static let completions = [ArgumentCompletion.path]

  @Argument(help: "The file to write; its ending, .md or .json, decides the format.")
  package var file: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard
      let format = TranscriptFormats.all.first(where: { file.hasSuffix(".\($0.fileExtension)") })
    else {
      let endings = TranscriptFormats.all.map { ".\($0.fileExtension)" }.joined(separator: ", ")
      throw WorkbenchError(
        "\(file): no format has this ending", hint: "use one of \(endings)",
        word: file, kind: .usage)
    }
    let text = try format.document(try await context.session.transcriptInput())
    try context.session.services.files.write(file, Array(text.utf8))
    let attempts = await context.session.state.experiments.values.reduce(0) {
      $0 + $1.attempts.count
    }
    return Reply(
      "\(file, .file) · \(Numbers.plural(attempts, "attempt")) · \((text.utf8.count + 1023) / 1024) KB",
      record: TranscriptRecord(file: file, bytes: text.utf8.count, attempts: attempts))
  }
}
