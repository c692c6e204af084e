package import ArgumentParser
import Experiments

/// `set NAME VALUE`.
package struct SetVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Give a setting a value, for this session.",
    discussion: "In the user's init.kz it holds for every session, in a project's .koderz.kz there."
  )
  package static let group = VerbGroup.session
  package static let examples = ["set temperature 0.7", "set coder sim:0.3", "set feedback class"]
  package static let completions = [ArgumentCompletion.setting]

  @Argument(help: "The setting.") package var setting: String
  @Argument(parsing: .remaining, help: "Its value.") package var value: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard !value.isEmpty else { return try await Show(setting).run(in: context) }
    try await SettingChange.apply(setting, value.joined(separator: " "), context)
    return Reply(
      "\(setting) = \(value.joined(separator: " "), .strong)",
      record: [
        "event": "setting", "name": .string(setting),
        "value": .string(value.joined(separator: " ")),
      ])
  }
}

/// `unset NAME`.
package struct Unset: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "unset", abstract: "Take a session's setting back to what it is without it.")
  package static let group = VerbGroup.session
  package static let examples = ["unset temperature"]
  package static let completions = [ArgumentCompletion.setting]

  @Argument(help: "The setting.") package var setting: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    _ = try SettingChange.declaration(setting)
    try await context.workspace.change(setting: setting, to: nil)
    let value = await context.workspace.currentSettings.value(setting)
    return Reply(
      "\(setting) = \(value.text, .strong) (\(value.origin.rawValue))",
      record: ["event": "setting", "name": .string(setting), "value": .string(value.text)])
  }
}

/// `show [NAME]`.
package struct Show: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show settings and, with --origin, where each comes from.")
  package static let group = VerbGroup.session
  package static let examples = ["show", "show coder", "show --origin"]
  package static let completions = [ArgumentCompletion.setting]

  @Argument(help: "The setting; all when left out.") package var setting: String?
  @Flag(help: "Tell where each value comes from.") package var origin = false

  package init() {}

  init(_ setting: String) {
    self.setting = setting
    origin = true
  }

  package func run(in context: VerbContext) async throws -> Reply {
    let settings = await context.workspace.currentSettings
    let shown = try setting.map { [try SettingChange.declaration($0)] } ?? SettingDeclarations.all
    var table = Table(columns: [
      .init("setting"), .init("value"), .init("from"), .init("meaning", isFlexible: true),
    ])
    if !origin { table.columns.remove(at: 2) }
    var records: [JSONValue] = []
    for declaration in shown {
      let value = settings.value(declaration.name)
      var row = [
        StyledText(declaration.name), StyledText(value.text.isEmpty ? "–" : value.text, .strong),
        StyledText(value.origin.rawValue, .dim), StyledText(declaration.help, .dim),
      ]
      if !origin { row.remove(at: 2) }
      table.rows.append(row)
      records.append([
        "event": "setting", "name": .string(declaration.name), "value": .string(value.text),
        "origin": .string(value.origin.rawValue),
      ])
    }
    return Reply(blocks: [.table(table)], records: records)
  }
}

enum SettingChange {
  static func declaration(_ name: String) throws(WorkbenchError) -> SettingDeclaration {
    if let declaration = SettingDeclarations.named(name) { return declaration }
    let near = NearestWords.nearest(to: name, in: SettingDeclarations.all.map(\.name))
    throw WorkbenchError(
      "there is no setting “\(name)”",
      hint: near.isEmpty ? "show lists them" : "nearest: \(near.joined(separator: ", "))",
      word: name, kind: .usage)
  }

  /// Checks a value and puts it where the context's settings go.
  static func apply(_ name: String, _ value: String, _ context: VerbContext) async throws {
    let declaration = try declaration(name)
    if let objection = declaration.objection(to: value) {
      throw WorkbenchError("\(name) \(value): \(objection)", word: value, kind: .usage)
    }
    if context.settingOrigin == .session {
      try await context.workspace.change(setting: name, to: value)
    } else {
      await context.workspace.configure(name, to: value, in: context.settingOrigin)
    }
  }
}
