import CommandLines
import Experiments
import Runs

enum SettingChange {
  static func declaration(_ name: String) throws(WorkbenchError) -> SettingDeclaration {
    if let declaration = SettingDeclarations.named(name) { return declaration }
    let near = NearestWords.nearest(to: name, in: SettingDeclarations.all.map(\.name))
    let isVerb = VerbRegistry.all.contains { $0.name == name }
    let advice = near.isEmpty ? "show lists them" : "nearest: \(near.joined(separator: ", "))"
    throw WorkbenchError(
      "there is no setting “\(name)”",
      hint: isVerb ? "\(name) is a verb: help \(name); \(advice)" : advice, word: name, kind: .usage
    )
  }

  private static func check(_ name: String, _ value: String) throws(WorkbenchError) {
    if let objection = try declaration(name).objection(to: value) {
      throw WorkbenchError(
        "\(name) cannot be “\(value)”: \(objection)", hint: "help \(name) says what it takes",
        word: value, kind: .usage)
    }
  }

  /// Checks a value and writes it to the user's own settings; returns their path.
  ///
  /// A `set` line of the same setting is changed where it stands, the rest of the script is kept.
  static func save(_ name: String, _ value: String, _ context: VerbContext) async throws -> String {
    try check(name, value)
    let services = context.session.services
    let path = services.person.userSettings
    guard !path.isEmpty else {
      throw WorkbenchError(
        "there is no folder for settings", hint: "set HOME or XDG_CONFIG_HOME")
    }
    let bytes = (try? services.files.read(path)) ?? []
    let line = CommandLineSplitter.join(["set", name, value])
    var lines = TextLine.split(String(decoding: bytes, as: UTF8.self)).map { String($0.text) }
    if let place = lines.lastIndex(where: { isSetting(name, $0) }) {
      lines[place] = line
    } else {
      lines.append(line)
    }
    try services.files.write(path, Array((lines.joined(separator: "\n") + "\n").utf8))
    context.session.configure(name, to: value, in: .userFile)
    return path
  }

  /// Takes a setting out of the user's own settings; the rest of the script is kept.
  ///
  /// - Throws: `WorkbenchError` when it is not there.
  static func forget(_ name: String, _ context: VerbContext) async throws {
    let services = context.session.services
    let bytes = (try? services.files.read(services.person.userSettings)) ?? []
    let lines = TextLine.split(String(decoding: bytes, as: UTF8.self))
    let kept = lines.filter { !isSetting(name, $0.text) }
    guard kept.count < lines.count else {
      throw WorkbenchError(
        "\(services.person.userSettings) does not set \(name)",
        hint: "show --origin \(name) says where its value comes from", word: name)
    }
    try services.files.write(services.person.userSettings, Array(kept.map(\.content).joined().utf8))
    context.session.configure(name, to: nil, in: .userFile)
  }

  private static func isSetting(_ name: String, _ line: String) -> Bool {
    let commands = (try? CommandLineSplitter.split(line))?.commands ?? []
    return commands.count == 1 && commands[0].words.prefix(2) == ["set", name]
  }

  /// Checks a value and puts it where the context's settings go.
  static func apply(_ name: String, _ value: String, _ context: VerbContext) async throws {
    try check(name, value)
    if context.settingOrigin == .session {
      try await context.session.change(setting: name, to: value)
    } else {
      context.session.configure(name, to: value, in: context.settingOrigin)
    }
  }
}
