package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs

/// `prompt …`: the templates that prompts are made from.
package struct PromptVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "prompt",
    abstract: "List, show, edit, reset the prompt templates; diff two prompts sent.",
    subcommands: [
      PromptList.self, PromptShow.self, PromptEdit.self, PromptReset.self, PromptDiff.self,
    ],
    defaultSubcommand: PromptList.self)
  package static let group = VerbGroup.steering
  package static let records = recordsOfParts
  package static let effects = effectsOfParts
  package static let seeAlso = ["x", "preview", "edit", "files"]
  package static let examples = [
    "prompt list", "prompt show iteration", "prompt edit iteration", "prompt diff @3 @5",
  ]
  package static let completions = [
    ArgumentCompletion.words(["list", "show", "edit", "reset", "diff"]), .prompt,
  ]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply { Reply() }
}

struct PromptList: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The templates and where each comes from.")
  static let group = VerbGroup.steering
  static let records: [any ReplyRecord.Type] = [TemplateRecord.self]
  static let effects: Set<VerbEffect> = []

  func run(in context: VerbContext) async throws -> Reply {
    var table = Table(columns: [
      .init("template"), .init("slots", isFlexible: true), .init("from"), .init("hash"),
    ])
    var records: [any ReplyRecord] = []
    for name in BuiltInPrompts.all.keys.sorted() {
      let template = try context.session.template(named: name)
      let record = TemplateRecord(template)
      records.append(record)
      table.rows.append([
        StyledText(name, .strong),
        StyledText(template.slots.map(\.name).joined(separator: " ")),
        StyledText(record.origin),
        StyledText(String(template.hash.hex.prefix(8)), .dim),
      ])
    }
    return Reply(blocks: [.table(table)], records: records)
  }
}

struct PromptShow: Verb {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A template's text.")
  static let group = VerbGroup.steering
  static let records: [any ReplyRecord.Type] = [TemplateRecord.self]
  static let effects: Set<VerbEffect> = []
  @Argument(help: "The template's name.") var name: String

  func run(in context: VerbContext) async throws -> Reply {
    let template = try context.session.template(named: name)
    let lines = TextLine.split(template.source).map(\.text)
    return Reply(
      blocks: lines.map { .line(StyledText(String($0))) },
      records: [TemplateRecord(template, text: template.source)])
  }
}

struct PromptEdit: Verb {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Edit a template; the workspace's own version takes the built-in one's place.")
  static let group = VerbGroup.steering
  static let records: [any ReplyRecord.Type] = [TemplateRecord.self]
  static let effects: Set<VerbEffect> = [
    .readsFiles, .writesFiles, .startsPrograms, .needsTerminal,
  ]
  @Argument(help: "The template's name.") var name: String
  @Option(help: "Take the text from this file instead of an editor.") var file: String?

  func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let old = try session.template(named: name).source
    let new = try await session.editedText(old, suffix: ".mustache", file: file)
    guard new != old else { return Reply("the template is unchanged") }
    let template = try PromptTemplate(name: name, source: new)
    let path = session.promptPath(name)
    try session.services.files.write(path, Array(new.utf8))
    return Reply(
      "template \(name, .strong) is now \(path) · \(template.hash.hex.prefix(8))",
      record: TemplateRecord(template))
  }
}

struct PromptReset: Verb {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Go back to the built-in template.")
  static let group = VerbGroup.steering
  static let records: [any ReplyRecord.Type] = [TemplateRecord.self]
  static let effects: Set<VerbEffect> = [.writesFiles]
  @Argument(help: "The template's name.") var name: String

  func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    guard let source = BuiltInPrompts.all[name] else {
      throw WorkbenchError(
        "there is no built-in template “\(name)”",
        hint: "templates: \(BuiltInPrompts.all.keys.sorted().joined(separator: ", "))", word: name)
    }
    try session.services.files.write(session.promptPath(name), Array(source.utf8))
    return Reply(
      "template \(name, .strong) is the built-in one again",
      record: TemplateRecord(try PromptTemplate(name: name, source: source)))
  }
}

struct PromptDiff: Verb {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What changed between the prompts of two attempts.")
  static let group = VerbGroup.steering
  static let records: [any ReplyRecord.Type] = [DiffRecord.self]
  static let effects: Set<VerbEffect> = []
  static let requires = [Requirement.problem, .attempt]
  static let completions = [ArgumentCompletion.node, .node]
  @Argument(help: "The attempt before.") var old: String
  @Argument(help: "The attempt after.") var new: String

  func run(in context: VerbContext) async throws -> Reply {
    let comparison = try await AttemptComparison(
      old: context.session.attempt(at: old), new: context.session.attempt(at: new),
      in: context.session)
    return comparison.promptReply()
  }
}

extension TemplateRecord {
  init(_ template: PromptTemplate, text: String? = nil) {
    let isOwn = template.source != BuiltInPrompts.all[template.name]
    self.init(
      name: template.name, hash: template.hash.hex,
      origin: isOwn ? "data/prompts/\(template.name).mustache" : "built in",
      slots: template.slots.map(\.name), text: text)
  }
}
