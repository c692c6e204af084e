import CommandLines
package import ArgumentParser
import Experiments
package import Presentation
import Problems
import Runs

/// `load PATH`.
package struct Load: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load a problem set: JSON Lines in HumanEval's format, plain or gzip.",
    discussion: """
      A name without a folder is looked for in data/ too. Lines that cannot be read are named with \
      file, line and reason; the good ones load. load starter loads the problems that come with koderz.
      """)
  package static let group = VerbGroup.problems
  package static let records: [any ReplyRecord.Type] = [LoadedRecord.self]
  package static let effects: Set<VerbEffect> = [.readsFiles, .changesSession]
  package static let seeAlso = ["problems", "use", "files"]
  package static let examples = ["load data/starter.jsonl", "load starter", "load HumanEval.jsonl"]
  package static let completions = [ArgumentCompletion.path]

  @Argument(help: "The file.") package var path: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let report = try await context.session.load(
      path, line: CommandLineSplitter.join([Self.name, path]))
    var reply = Reply(
      "\(report.name, .strong) · \(Numbers.plural(report.loaded, "problem"))",
      record: LoadedRecord(
        file: path, name: report.name, problems: report.loaded, defects: report.defects))
    for defect in report.defects { reply.add(StyledText("  \(defect)", .warning)) }
    if report.loaded == 0 {
      throw WorkbenchError(
        "\(path) has no usable problem", hint: report.defects.first)
    }
    return reply
  }
}
