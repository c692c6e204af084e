package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs

/// `log`: what happened.
package struct Log: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "The attempts on the path to the head, newest first; or every event.",
    discussion: "log --graph draws the tree; log --all lists attempts of every branch.")
  package static let group = VerbGroup.history
  package static let seeAlso = ["tree", "branches", "diff", "session"]
  package static let examples = ["log", "log --all", "log --graph", "log --events"]

  @Flag(help: "Attempts of every branch.") package var all = false
  @Flag(help: "Draw the tree.") package var graph = false
  @Flag(help: "Every event of the session with ordinal and hash.") package var events = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    if events { return try await eventListing(context) }
    if graph { return try await TreeVerb().run(in: context) }
    let experiment = try await context.session.experiment()
    let attempts =
      all ? experiment.attempts : experiment.path(to: experiment.position.head)
    guard !attempts.isEmpty else { return Reply("no attempt was made yet: step makes one") }
    var table = Table(columns: [
      .init("attempt"), .init("verdict"), .init("from", dropRank: 2),
      .init("model", isFlexible: true), .init("shown", isFlexible: true, dropRank: 1),
      .init("out", .right, dropRank: 3), .init("time", .right, dropRank: 4),
      .init("cost", .right),
    ])
    let isCounted = attempts.contains { $0.outputTokens != nil }
    for attempt in attempts.reversed() {
      table.rows.append([
        StyledText("@\(attempt.number)", .address), HeadReply.verdict(attempt),
        StyledText("@\(attempt.parent)", .dim),
        StyledText(attempt.isByHand ? "by hand" : attempt.model), StyledText(shown(attempt)),
        StyledText(attempt.outputTokens.map(String.init) ?? ""),
        StyledText(Numbers.duration(ms: attempt.modelMs + attempt.testMs)),
        StyledText(attempt.isByHand ? "" : attempt.cost?.description ?? "unpriced"),
      ])
    }
    return Reply(
      blocks: [.table(isCounted ? table : table.without("out"))],
      records: attempts.reversed().map { attempt in
        [
          "event": "attempt", "node": .string("@\(attempt.number)"),
          "parent": .string("@\(attempt.parent)"), "outcome": .string(attempt.outcome.rawValue),
          "passed": .integer(attempt.passed), "total": .integer(attempt.total),
          "model": .string(attempt.model), "exposure": .string(attempt.exposure.rawValue),
        ]
      })
  }

  private func shown(_ attempt: Attempt) -> String {
    let parts =
      (attempt.spec.map { ["s\($0)"] } ?? []) + attempt.guidance.map { "g\($0)" }
      + [attempt.exposure.rawValue]
    return parts.joined(separator: " ")
  }

  private func eventListing(_ context: VerbContext) async throws -> Reply {
    let events = try await context.session.allEvents()
    var table = Table(columns: [
      .init("#", .right), .init("at"), .init("kind"), .init("experiment", isFlexible: true),
      .init("hash"),
    ])
    for event in events {
      table.rows.append([
        StyledText("#\(event.ordinal)", .address), StyledText(event.at.description, .dim),
        StyledText(event.kind.rawValue), StyledText(event.experiment ?? ""),
        StyledText(String(event.hash.hex.prefix(12)), .dim),
      ])
    }
    return Reply(
      blocks: [.table(table)],
      records: try events.map { event in
        [
          "event": "event", "ordinal": .integer(event.ordinal),
          "kind": .string(event.kind.rawValue), "hash": .string(event.hash.hex),
          "payload": try JSONValue(encoding: event.payload),
        ]
      })
  }
}
