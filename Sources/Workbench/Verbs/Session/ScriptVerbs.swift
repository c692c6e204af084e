package import ArgumentParser
import Experiments

/// `source FILE`.
package struct Source: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "source",
    abstract: "Run the lines of a script here; stops at the first that fails.")
  package static let group = VerbGroup.session
  package static let examples = ["source sessions/first-steps.kz"]
  package static let completions = [ArgumentCompletion.path]

  @Argument(help: "The script.") package var file: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let bytes = try context.workspace.services.files.read(file)
    await context.workspace.endCommand()
    try await context.source(String(decoding: bytes, as: UTF8.self), file)
    return Reply()
  }
}

/// `save FILE.kz`.
package struct Save: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Write the session's verbs as a script that does the same again.",
    discussion: "The verbs that changed something, in order, undone ones included.")
  package static let group = VerbGroup.session
  package static let examples = ["save sessions/tolerance.kz"]
  package static let completions = [ArgumentCompletion.path]

  @Argument(help: "The script to write.") package var file: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let events = try await context.workspace.allEvents()
    let lines = events.compactMap { event -> String? in
      if case .command(let command) = event.payload { command.line } else { nil }
    }
    let name = await context.workspace.sessionName
    let text = (["# session \(name)"] + lines).joined(separator: "\n") + "\n"
    try context.workspace.services.files.write(file, Array(text.utf8))
    return Reply(
      "\(file) · \(Numbers.plural(lines.count, "verb"))",
      record: ["event": "saved", "file": .string(file), "verbs": .integer(lines.count)])
  }
}

/// `transcript FILE.(md|json)`.
package struct Transcript: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "transcript",
    abstract:
      "Write what happened as Markdown or JSON; texts, prompts, verdicts and costs included.",
    discussion: "The ending of the name decides the format. Keys in any text are replaced.")
  package static let group = VerbGroup.session
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
        "\(file): the ending decides the format and this one is none", hint: "endings: \(endings)",
        word: file, kind: .usage)
    }
    let text = try format.document(try await context.workspace.transcriptInput())
    try context.workspace.services.files.write(file, Array(text.utf8))
    let attempts = await context.workspace.state.experiments.values.reduce(0) {
      $0 + $1.attempts.count
    }
    return Reply(
      "\(file) · \(Numbers.plural(attempts, "attempt")) · \((text.utf8.count + 1023) / 1024) KB",
      record: ["event": "transcript", "file": .string(file), "bytes": .integer(text.utf8.count)])
  }
}

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
