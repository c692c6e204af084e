package import Experiments
import Presentation
import Synchronization

/// Shows how far `judge` is, on one line that is drawn anew at most five times a second.
package final class JudgeProgress: Sendable {
  private struct State {
    var shown: Double?
    var isOver = false
  }

  private let clock: Clock
  private let started: Double
  private let show: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// A display that begins now; `show` replaces the line before, and takes it away for an empty text.
  package init(clock: Clock, show: @escaping @Sendable (String) -> Void) {
    self.clock = clock
    self.show = show
    started = clock.monotonicMs()
  }

  /// Draws the line unless it was drawn less than 200 ms ago.
  package func update(_ progress: JudgeRunner.Progress) {
    let now = clock.monotonicMs()
    let isDue = state.withLock { state in
      guard !state.isOver, state.shown.map({ now - $0 >= 200 }) ?? true else { return false }
      state.shown = now
      return true
    }
    if isDue { show(Self.line(progress, ms: now - started)) }
  }

  /// Takes the line away; it is not drawn again.
  package func end() {
    let wasShown = state.withLock { state in
      defer { state = State(isOver: true) }
      return state.shown != nil
    }
    if wasShown { show("") }
  }

  /// Such as `120/328 judged  57 passed  41/s  5.1 s left`.
  package static func line(_ progress: JudgeRunner.Progress, ms: Double) -> String {
    let count =
      Numbers.count(progress.done) + (progress.total.map { "/\(Numbers.count($0))" } ?? "")
    var line = "\(count) judged  \(Numbers.count(progress.passed)) passed"
    guard ms > 0, progress.done > 0 else { return line }
    let rate = Double(progress.done) * 1000 / ms
    line +=
      "  \(rate < 10 ? "\((rate * 10).rounded() / 10)" : Numbers.count(Int(rate.rounded())))/s"
    if let total = progress.total, total >= progress.done {
      line +=
        "  \(Numbers.duration(ms: Double(total - progress.done) * ms / Double(progress.done))) left"
    }
    return line
  }
}
