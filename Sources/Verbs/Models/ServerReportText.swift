import Experiments
import Presentation

/// What a look at a server found, for people and for programs.
enum ServerReportText {
  static func reply(_ report: ServerReport) -> Reply {
    var reply = Reply(blocks: [.line(heading(report))], records: [ServerRecord(report)])
    guard !report.models.isEmpty else { return reply }
    var table = Table(columns: [
      .init("  model", isFlexible: true), .init("health"), .init("for"), .init("size", .right),
      .init("context", .right), .init("quantization"),
    ])
    table.rows = report.models.map { model in
      [
        StyledText("  \(model.name)"), health(model), StyledText(purpose(model)),
        StyledText(model.sizeBytes.map(Numbers.bytes) ?? ""),
        StyledText(model.contextTokens.map(Numbers.count) ?? ""),
        StyledText(model.quantization ?? ""),
      ]
    }
    reply.add(table)
    return reply
  }

  /// Such as `✓ ollama http://127.0.0.1:11434  3 listed · 1 loaded  12 ms  /api/version answered 0.12`.
  private static func heading(_ report: ServerReport) -> StyledText {
    let isKnown = report.kind.isServer
    let mark =
      isKnown
      ? (report.error.isEmpty ? StyledText("✓", .good) : StyledText("!", .warning))
      : StyledText("✗", .bad)
    var line: StyledText = "\(mark) \(report.kind.word, .strong) \(report.url)"
    if isKnown { line += StyledText("  \(counts(report.models))") }
    line += StyledText("  \(Numbers.duration(ms: report.milliseconds))")
    if !report.error.isEmpty { line += StyledText("  \(report.error)", .warning) }
    if !report.evidence.isEmpty { line += StyledText("  \(report.evidence)", .dim) }
    return line
  }

  static func counts(_ models: [ServedModel]) -> String {
    let loaded = models.count { $0.isLoaded }
    let responsive = models.count { $0.health == .responsive }
    var parts = ["\(models.count) listed"]
    if loaded > 0 { parts.append("\(loaded) loaded") }
    if responsive > 0 { parts.append("\(responsive) responsive") }
    return parts.joined(separator: " · ")
  }

  private static func health(_ model: ServedModel) -> StyledText {
    let time = model.milliseconds.map { " in \(Numbers.duration(ms: $0))" } ?? ""
    let instances = model.instances > 1 ? " ×\(model.instances)" : ""
    switch model.health {
    case .listed: return StyledText("listed", .dim)
    case .loaded: return StyledText("loaded\(instances)")
    case .loading: return StyledText("loading: \(model.error)", .warning)
    case .responsive: return StyledText("responsive\(instances)\(time)", .good)
    case .failing: return StyledText("failing: \(model.error)", .bad)
    }
  }

  private static func purpose(_ model: ServedModel) -> String {
    model.purpose == .unknown ? "" : model.purpose.rawValue
  }
}

extension ServerRecord {
  init(_ report: ServerReport) {
    self.init(
      url: report.url, kind: report.kind.word, evidence: report.evidence, error: report.error,
      milliseconds: report.milliseconds, models: report.models.map { ServedModelPart($0) })
  }
}

extension ServedModelPart {
  init(_ model: ServedModel) {
    self.init(
      name: model.name, purpose: model.purpose, health: model.health, error: model.error,
      loaded: model.isLoaded, instances: model.instances, sizeBytes: model.sizeBytes,
      memoryBytes: model.memoryBytes, contextTokens: model.contextTokens,
      milliseconds: model.milliseconds, family: model.family, quantization: model.quantization,
      expiresAt: model.expiresAt)
  }
}
