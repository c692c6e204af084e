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
  package static let records: [any ReplyRecord.Type] = [
    AttemptRecord<AttemptListed>.self, StoredEventRecord.self, GuidanceRecord.self,
    ReviewRecord.self, BranchRecord.self,
  ]
  package static let effects: Set<VerbEffect> = []
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
      records: try await AttemptRecord.listed(attempts.reversed(), of: experiment, context.session))
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
        StoredEventRecord(
          ordinal: event.ordinal, at: event.at.description, kind: event.kind.rawValue,
          experiment: event.experiment, hash: event.hash.hex,
          payload: try JSONValue(encoding: event.payload))
      })
  }
}

extension AttemptRecord<AttemptListed> {
  /// Attempts as `log` and `tree` list them, with what their requests say.
  ///
  /// - Throws: `StoreError`, `EventError`.
  static func listed(
    _ attempts: [Attempt], of experiment: Experiment, _ session: OpenSession
  ) async throws -> [AttemptRecord] {
    var records: [AttemptRecord] = []
    for attempt in attempts {
      let sent = attempt.request == nil ? nil : try await session.sentRequest(of: attempt)
      records.append(AttemptRecord(attempt, of: experiment, sent: sent))
    }
    return records
  }
}
