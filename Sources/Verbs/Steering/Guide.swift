package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `guide TEXT`: guidance from the person.
package struct Guide: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "guide",
    abstract: "Give the coder guidance for the next attempt.",
    discussion: """
      It waits at this attempt: go away and come back, and it is still there. With --sticky it holds \
      for every attempt below. guide --drop g1 takes guidance back; without a text the guidance in \
      force here is listed.
      """)
  package static let group = VerbGroup.steering
  package static let records: [any ReplyRecord.Type] = [
    GuidanceRecord.self, GuidanceDroppedRecord.self,
  ]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["review", "edit", "preview", "guidance"]
  package static let aliases = ["g"]
  package static let requires = [Requirement.problem]
  package static let examples = [
    "guide \"mind the empty list\"", "guide --sticky \"use integers only\"", "guide --drop g1",
  ]

  @Flag(help: "For the next attempt only; the default.") package var once = false
  @Flag(help: "For every attempt below this one.") package var sticky = false
  @Option(help: ArgumentHelp("Take guidance back: its name, such as g1.", valueName: "guidance"))
  package var drop: String?
  @Argument(help: "What to tell the coder.") package var text: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    if text.first == "drop", text.count == 2 { return try await drop(text[1], context) }
    if let drop { return try await self.drop(drop, context) }
    guard !text.isEmpty else { return try await listing(context) }
    if once, sticky {
      throw WorkbenchError(
        "--once and --sticky exclude each other", hint: "leave one of them out", kind: .usage)
    }
    let guidance = try await context.session.guide(
      text.joined(separator: " "), scope: sticky ? .sticky : .once,
      at: try await context.session.here())
    let name = "g\(guidance.number)"
    return Reply(
      "guidance \(name, .address) added for \(sticky ? "every attempt below" : "the next attempt (once)")",
      record: GuidanceRecord(guidance))
  }

  private func drop(_ name: String, _ context: VerbContext) async throws -> Reply {
    let number = try Address.number(name, prefix: "g")
    try await context.session.dropGuidance(number, at: try await context.session.here())
    return Reply(
      "guidance \(name, .address) dropped",
      record: GuidanceDroppedRecord(guidance: name))
  }

  private func listing(_ context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    let inForce = experiment.effectiveGuidance(at: experiment.position.spot)
    guard !inForce.isEmpty else { return Reply("no guidance is in force here") }
    var reply = Reply()
    for guidance in inForce {
      reply.add(
        "\("g\(guidance.number)", .address) \(guidance.scope.rawValue), from @\(guidance.at):")
      reply.add(TextLine.split(guidance.text).map { StyledText("  \($0.text)") })
      reply.records.append(GuidanceRecord(guidance))
    }
    return reply
  }
}
