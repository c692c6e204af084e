import Experiments

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
