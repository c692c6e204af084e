import ArgumentParser
import Experiments
import Presentation
import Runs

/// `models presets`.
struct ModelsPresets: Verb {
  static let configuration = CommandConfiguration(
    commandName: "presets", abstract: "Sets of models for the three roles, for models use PRESET.")
  static let group = VerbGroup.models
  static let records: [any ReplyRecord.Type] = [PresetRecord.self]
  static let effects: Set<VerbEffect> = []

  func run(in context: VerbContext) async throws -> Reply {
    let settings = await context.session.currentSettings
    var table = Table(columns: [
      .init("preset"), .init("coder"), .init("spec"), .init("reviewer"),
      .init("for", isFlexible: true),
    ])
    var records: [any ReplyRecord] = []
    for preset in ModelPresets.all {
      let isInUse = Role.allCases.allSatisfy { settings.model($0) == preset.model($0) }
      records.append(PresetRecord(preset, inUse: isInUse))
      let purpose = preset.purpose + (isInUse ? " · in use" : "")
      table.rows.append([
        StyledText(preset.name, .strong), StyledText(preset.coder), StyledText(preset.spec),
        StyledText(preset.reviewer), StyledText(purpose, .dim),
      ])
    }
    return Reply(
      blocks: [.table(table)],
      records: records)
  }
}

extension PresetRecord {
  init(_ preset: ModelPreset, inUse: Bool) {
    self.init(
      name: preset.name, coder: preset.coder, spec: preset.spec, reviewer: preset.reviewer,
      purpose: preset.purpose, inUse: inUse)
  }
}
