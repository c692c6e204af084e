import Experiments
import Presentation
import Runs

enum HeadReply {
  /// Where the head is now.
  static func here(_ context: VerbContext) async throws -> Reply {
    guard let experiment = await context.session.state.experiment else {
      return Reply("no problem is in use", record: HeadRecord())
    }
    let position = experiment.position
    var line: StyledText = "at \("@\(position.head)", .address)"
    if let head = experiment.head { line += " " + verdict(head) } else { line += " (root)" }
    line += position.branch.map { " on \($0)" } ?? " between tips"
    let pending = position.here.guidance.map { "+g\($0)" }
    if !pending.isEmpty { line += " " + StyledText(pending.joined(separator: " "), .warning) }
    let standing = experiment.holdings.guidance.map { "g\($0)" }
    if !standing.isEmpty { line += " · guidance \(standing.joined(separator: " "))" }
    if let spec = experiment.holdings.spec { line += " · spec s\(spec)" }
    return Reply(
      line,
      record: HeadRecord(
        problem: experiment.taskID, node: "@\(position.head)", branch: position.branch,
        outcome: experiment.head?.outcome, passed: experiment.head?.passed,
        total: experiment.head?.total, guidance: position.here.guidance.map { "g\($0)" },
        standing: standing,
        spec: experiment.holdings.spec.map { "s\($0)" }))
  }

  /// A branch that a verb began by itself.
  static func forked(_ place: Place) -> Reply {
    Reply(
      StyledText("branch \(place.branch ?? "") at @\(place.node)", .dim),
      record: BranchRecord(branch: place.branch, node: "@\(place.node)"))
  }

  static func verdict(_ attempt: Attempt) -> StyledText {
    let mark = attempt.isPass ? "✓" : "✗"
    let counts = attempt.total > 0 ? " \(attempt.passed)/\(attempt.total)" : ""
    let outcome = attempt.isPass ? "" : " \(attempt.outcome.rawValue)"
    return StyledText(mark + counts + outcome, attempt.isPass ? .good : .bad)
  }
}
