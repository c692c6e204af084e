import ArgumentParser
import Experiments
import Presentation
import Runs

/// `models ps`: what is in memory.
struct ModelsProcesses: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ps", abstract: "The models in memory: where, how much of it, until when.")
  static let group = VerbGroup.models
  static let records: [any ReplyRecord.Type] = [ModelLoadedRecord.self, ServerFaultRecord.self]
  static let effects: Set<VerbEffect> = [.asksServers]

  func run(in context: VerbContext) async throws -> Reply {
    let reports = await context.session.services.servers.discover(responsive: false)
    try Task.checkCancellation()
    var table = Table(columns: [
      .init("model", isFlexible: true), .init("server"), .init("size", .right),
      .init("on GPU", .right), .init("context", .right), .init("until"),
    ])
    var reply = Reply()
    for report in reports {
      for model in report.models where model.isLoaded {
        table.rows.append(row(model, report))
        reply.records.append(
          ModelLoadedRecord(server: report.url, model: ServedModelPart(model)))
      }
      if !report.error.isEmpty {
        reply.add(StyledText("\(report.url): \(report.error)", .warning))
        reply.records.append(ServerFaultRecord(server: report.url, message: report.error))
      }
    }
    if table.rows.isEmpty { reply.add("no model is in memory") } else { reply.add(table) }
    return reply
  }

  private func row(_ model: ServedModel, _ report: ServerReport) -> [StyledText] {
    let copies = model.instances > 1 ? " ×\(model.instances)" : ""
    return [
      StyledText(model.name + copies, .strong), StyledText(report.url),
      StyledText(model.sizeBytes.map(Numbers.bytes) ?? ""),
      StyledText(model.memoryBytes.map(Numbers.bytes) ?? ""),
      StyledText(model.contextTokens.map(Numbers.count) ?? ""),
      StyledText(model.expiresAt.map(until) ?? "", .dim),
    ]
  }

  /// To the second; the server keeps a model that never leaves until a year after 2200.
  private func until(_ text: String) -> String {
    if let year = Int(text.prefix(4)), year > 2200 { return "unloaded by hand" }
    return String(text.prefix(19).replacing("T", with: " "))
  }
}
