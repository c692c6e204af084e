package import Experiments
import Synchronization

/// Shows what a running stage is doing: a status line on a terminal, one line per call when done.
package final class StageDisplay: Sendable {
  private struct State {
    var model = ""
    var tokens = 0
    var started = 0.0
    var bytes = 0
    var thinking = false
  }

  private let output: Output
  private let clock: Clock
  private let state = Mutex(State())

  package init(output: Output, clock: Clock) {
    self.output = output
    self.clock = clock
  }

  /// Takes in the news of a stage.
  package func show(_ news: StageNews) {
    switch news {
    case .asking(let model, _, let isSimulator):
      begin(isSimulator ? "\(model) (simulator)" : model)
    case .text(let text): progress(text, thinking: false)
    case .reasoning(let text): progress(text, thinking: true)
    case .answered(let tokens, let milliseconds): end(tokens, milliseconds)
    case .testing: if output.isTerminal { output.status("  running the tests …") }
    case .notice(let text): output.notice(text)
    }
  }

  private func begin(_ model: String) {
    let now = clock.monotonicMs()
    state.withLock { $0 = State(model: model, started: now) }
    if output.isTerminal { output.status("  \(model) …") }
  }

  private func progress(_ text: String, thinking: Bool) {
    guard output.isTerminal else { return }
    let line = state.withLock { state in
      state.bytes += text.utf8.count
      state.thinking = thinking
      return Self.line(
        state.model, tokens: state.bytes / 4, ms: clock.monotonicMs() - state.started,
        suffix: thinking ? "  thinking" : "")
    }
    output.status(line)
  }

  private func end(_ tokens: Int?, _ milliseconds: Double) {
    let (model, bytes) = state.withLock { ($0.model, $0.bytes) }
    guard output.mode == .text else { return }
    if output.isTerminal {
      let line = Self.line(model, tokens: tokens ?? bytes / 4, ms: milliseconds, suffix: "")
      output.status("")
      output.out(output.renderer.render(StyledText(line, .dim)))
    }
  }

  private static func line(_ model: String, tokens: Int, ms: Double, suffix: String) -> String {
    let rate = ms > 0 ? "  \(Int(Double(tokens) * 1000 / ms)) tok/s" : ""
    return "  \(model)  \(tokens) tok\(rate)  \(Numbers.duration(ms: ms))\(suffix)"
  }
}
