import ArgumentParser
import Experiments
import Presentation
import Runs

/// `models use`: gives a role another model, or all roles those of a preset.
struct ModelsUse: Verb {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: "Give a role another model, or every role a preset's.")
  static let group = VerbGroup.models
  static let records: [any ReplyRecord.Type] = [RoleRecord.self]
  static let effects: Set<VerbEffect> = [.changesSession, .asksServers]
  static let completions = [
    ArgumentCompletion.words(Role.allCases.map(\.rawValue) + ModelPresets.all.map(\.name)), .model,
  ]
  @Argument(help: "coder, spec or reviewer; or a preset, which models presets lists.")
  var role: String
  @Argument(help: "The model's name, such as qwen2.5-coder:32b or sim:0.3.") var model: String?

  func run(in context: VerbContext) async throws -> Reply {
    guard let model else { return try await usePreset(in: context) }
    guard let role = Role(rawValue: role) else {
      throw WorkbenchError(
        "there is no role “\(role)”", hint: "roles: coder, spec, reviewer", word: role, kind: .usage
      )
    }
    let resolved = try await context.session.services.models.find(model)
    try await SettingChange.apply(Settings.name(of: role), model, context)
    return Reply(
      "\(role.rawValue) is \(model, .strong) (\(ModelText.described(resolved)))",
      record: RoleRecord(role, model, resolved))
  }

  /// A model that is unavailable now is set all the same: its server or key may come later.
  private func usePreset(in context: VerbContext) async throws -> Reply {
    if Role(rawValue: role) != nil {
      throw WorkbenchError(
        "models use \(role) needs a model name",
        hint: "models use \(role) NAME; models lists names", kind: .usage)
    }
    guard let preset = ModelPresets.named(role) else {
      let near = NearestWords.nearest(to: role, in: ModelPresets.all.map(\.name))
      throw WorkbenchError(
        "there is no preset “\(role)”",
        hint: near.isEmpty
          ? "models presets lists them" : "nearest: \(near.joined(separator: ", "))",
        word: role, kind: .usage)
    }
    var table = Table(columns: [.init("role"), .init("model"), .init("", isFlexible: true)])
    var records: [any ReplyRecord] = []
    for role in Role.allCases {
      let name = preset.model(role)
      try await SettingChange.apply(Settings.name(of: role), name, context)
      var note: StyledText
      do {
        let resolved = try context.session.services.models.resolve(name)
        note = StyledText(ModelText.described(resolved), .dim)
        records.append(RoleRecord(role, name, resolved))
      } catch let error as ProviderError {
        note = StyledText(error.message, .warning)
        records.append(RoleRecord(role, name, error))
      }
      table.rows.append([StyledText(role.rawValue), StyledText(name, .strong), note])
    }
    return Reply(blocks: [.table(table)], records: records)
  }
}

/// How a model that was found is told.
enum ModelText {
  /// Such as `ollama, local; a colon means Ollama`.
  static func described(_ model: ResolvedModel) -> String {
    let kind = model.isSimulator ? "simulator, no model" : model.tier.rawValue
    let why = model.resolution.isEmpty ? "" : "; \(model.resolution)"
    return "\(model.provider.name), \(kind)\(why)"
  }

  /// What asking it costs.
  static func price(of model: ResolvedModel) -> String {
    if model.isReplay { return "paid when it was recorded" }
    return model.price.map { $0 == .free ? "free" : "priced" } ?? "unpriced"
  }
}

extension RoleRecord {
  init(_ role: Role, _ name: String, _ model: ResolvedModel) {
    self.init(
      role: role, model: name, provider: model.provider.name, tier: model.tier,
      simulator: model.isSimulator, resolution: model.resolution, price: ModelText.price(of: model))
  }

  init(_ role: Role, _ name: String, _ error: ProviderError) {
    self.init(
      role: role, model: name, error: error.code.rawValue, message: error.message)
  }
}
