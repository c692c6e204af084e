import Experiments
import Presentation

/// What is said about an attempt whose recorded answer was gone through again.
enum ReplayReply {
  static func made(_ attempt: Attempt, _ verdict: Verdict, _ differs: Bool) -> Reply {
    var line: StyledText = "\("@\(attempt.number)", .address) "
    line += AttemptReply.headline(verdict)
    line += StyledText(
      differs ? "  flaky: another verdict on the same code" : "  as recorded",
      differs ? .warning : .dim)
    return Reply(line, record: RunAgainRecord<Replayed>(attempt, verdict, differs: differs))
  }
}
