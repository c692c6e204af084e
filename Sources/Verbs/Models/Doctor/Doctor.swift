package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `doctor`.
package struct Doctor: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check everything that a first run needs, and say what to do.",
    discussion: """
      A tick is fine, an exclamation mark could be better, a cross is needed and missing. On the \
      command line it ends with 0 when nothing needed is missing, with 4 when only a model or a key \
      is, else with 1; in a script with 4 or 3. Servers on this network are asked what they have, for \
      at most 5 s; hosted services are asked with --online only: for their list of models, which \
      costs nothing.
      """)
  package static let group = VerbGroup.models
  package static let records: [any ReplyRecord.Type] = [CheckRecord.self]
  package static let effects: Set<VerbEffect> = [.asksServers, .startsPrograms]
  package static let seeAlso = ["models", "sandbox", "show", "speed-test"]
  package static let examples = ["doctor", "doctor --online", "doctor --json"]

  @Flag(help: "Also ask hosted services whether they accept the keys.") package var online = false
  @Flag(help: "One JSON object for each finding.") package var json = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let facts = await DoctorFacts.gathered(online: online, context)
    try Task.checkCancellation()
    let findings = HealthChecks.all.flatMap { $0.findings(facts) }
    let reply =
      json
      ? Reply(
        blocks: findings.map { .line(StyledText($0.record.line)) },
        records: findings.map(\.record))
      : Self.reply(findings)
    let missing = findings.filter { $0.mark == .missing }
    guard !missing.isEmpty else { return reply }
    await context.emit(reply)
    let isOurs = missing.contains { $0.kind == .machine }
    throw WorkbenchError(
      "missing: \(missing.map(\.subject).joined(separator: ", "))",
      hint: "the lines above say how to mend each",
      kind: isOurs ? .incomplete : .provider)
  }

  private static func reply(_ findings: [Finding]) -> Reply {
    var reply = Reply()
    let width = findings.map(\.subject.count).max() ?? 0
    for finding in findings {
      let gap = String(repeating: " ", count: width - finding.subject.count + 2)
      let row = finding.row
      reply.add("\(row[0]) \(row[1])\(gap)\(row[2])")
      guard !finding.advice.isEmpty else { continue }
      let indent = String(repeating: " ", count: width + 4)
      reply.add(StyledText("\(indent)→ \(finding.advice)", .dim))
    }
    reply.records = findings.map(\.record)
    return reply
  }
}
