import ArgumentParser
import Experiments
import Presentation
import Runs

/// `models discover`.
struct ModelsDiscover: Verb {
  static let configuration = CommandConfiguration(
    commandName: "discover",
    abstract: "Look for servers of models at their usual places and where variables say.",
    discussion: """
      show --origin lists the variables. A model is listed when its server names it, loaded when it is in memory. --responsive also has \
      each loaded model write a few words, with 10 s for it; what it showed counts for a minute.
      """)
  static let group = VerbGroup.models
  static let records: [any ReplyRecord.Type] = [ServerRecord.self]
  static let effects: Set<VerbEffect> = [.asksServers]
  @Flag(help: "Have each loaded chat model write a few words.") var responsive = false

  func run(in context: VerbContext) async throws -> Reply {
    let reports = await context.session.services.servers.discover(responsive: responsive)
    try Task.checkCancellation()
    var reply = Reply()
    for report in reports { reply.add(ServerReportText.reply(report)) }
    if !reports.contains(where: { !$0.models.isEmpty }) {
      reply.add(StyledText("  no server lists a model; doctor says what is missing", .dim))
    }
    return reply
  }
}
