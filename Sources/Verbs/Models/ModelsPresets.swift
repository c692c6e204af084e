import ArgumentParser
import CanonicalJSON
import Experiments
import Presentation
import Runs

/// `models presets`.
struct ModelsPresets: Verb {
  static let configuration = CommandConfiguration(
    commandName: "presets", abstract: "Sets of models for the three roles, for models use PRESET.")
  static let group = VerbGroup.models

  func run(in context: VerbContext) async throws -> Reply {
    let settings = await context.session.currentSettings
    var table = Table(columns: [
      .init("preset"), .init("coder"), .init("spec"), .init("reviewer"),
      .init("for", isFlexible: true),
    ])
    for preset in ModelPresets.all {
      let isInUse = Role.allCases.allSatisfy { settings.model($0) == preset.model($0) }
      let purpose = preset.purpose + (isInUse ? " · in use" : "")
      table.rows.append([
        StyledText(preset.name, .strong), StyledText(preset.coder), StyledText(preset.spec),
        StyledText(preset.reviewer), StyledText(purpose, .dim),
      ])
    }
    return Reply(
      blocks: [.table(table)],
      records: ModelPresets.all.map {
        [
          "event": "preset", "name": .string($0.name), "coder": .string($0.coder),
          "spec": .string($0.spec), "reviewer": .string($0.reviewer),
        ]
      })
  }
}
