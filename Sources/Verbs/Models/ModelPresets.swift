import Experiments

/// A model for every role, under one name.
struct ModelPreset: Sendable, Hashable {
  var name: String
  var coder: String
  var spec: String
  var reviewer: String
  /// What it is for, one phrase.
  var purpose: String

  func model(_ role: Role) -> String {
    switch role {
    case .coder: coder
    case .spec: spec
    case .reviewer: reviewer
    }
  }
}

/// The presets that koderz comes with.
enum ModelPresets {
  /// In the order `models presets` lists them.
  static let all = [
    ModelPreset(
      name: "recommended", coder: "qwen2.5-coder:32b", spec: "gpt-oss:20b",
      reviewer: "claude-sonnet-4-5", purpose: "the default: local work, frontier reviews"
    ),
    ModelPreset(
      name: "free", coder: "qwen2.5-coder:32b", spec: "gpt-oss:20b", reviewer: "gpt-oss:20b",
      purpose: "everything on one's own machine"),
    ModelPreset(
      name: "quality", coder: "gpt-4o-mini", spec: "claude-opus-4-5", reviewer: "claude-sonnet-4-5",
      purpose: "the fullest specs, fast cheap attempts; paid"),
    ModelPreset(
      name: "speed", coder: "codellama:70b", spec: "gpt-oss:20b", reviewer: "claude-haiku-4-5",
      purpose: "local work, cheap reviews"),
    ModelPreset(
      name: "practice", coder: "sim:0.3", spec: "sim:0.9", reviewer: "sim:0.5",
      purpose: "the simulator in every role, no model"),
  ]

  static func named(_ name: String) -> ModelPreset? { all.first { $0.name == name } }
}
