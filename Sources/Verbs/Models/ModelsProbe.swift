import ArgumentParser
import Experiments
import Presentation
import Runs

/// `models probe URL`.
struct ModelsProbe: Verb {
  static let configuration = CommandConfiguration(
    commandName: "probe", abstract: "Say what serves a URL, and what shows it.",
    discussion: """
      The kind is told by what answers on which path, never by the port. A server that only lists its \
      models as OpenAI does is openai-compatible. No key is sent.
      """)
  static let group = VerbGroup.models
  static let records: [any ReplyRecord.Type] = [ServerRecord.self]
  static let effects: Set<VerbEffect> = [.asksServers]
  @Argument(help: "The base URL, such as http://127.0.0.1:8080.") var url: String
  @Option(help: "Have this model write a few words; it may be loaded for it, within 60 s.")
  var model: String?

  func run(in context: VerbContext) async throws -> Reply {
    let report = await context.session.services.servers.probe(url, asking: model)
    try Task.checkCancellation()
    return ServerReportText.reply(report)
  }
}
