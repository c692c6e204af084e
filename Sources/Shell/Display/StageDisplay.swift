package import Experiments
import Presentation
package import Runs
import Synchronization

/// Shows what is going on while a verb runs.
///
/// On a terminal that is the answer as it comes, with model, tokens, speed and time below it, and
/// anything else that takes longer than a moment.
package final class StageDisplay: Sendable {
  private struct State {
    /// The verb that runs, and since when; nil between verbs.
    var command: (name: String, started: Double)?
    var call: Call?
    /// What else is going on, in words.
    var activity: String?
    /// How far the verb is, in its own words.
    var progress: String?
    /// Whether a line is made of each attempt, so that none is needed of its answer.
    var isOneOfMany = false
    var isDrawn = false
    var lastDrawn = -Double.infinity
  }

  /// A model that is being asked.
  private struct Call {
    var model: String
    var started: Double
    /// When the first piece of its answer came.
    var firstPiece: Double?
    var price: Price?
    var inputTokens = 0
    var bytes = 0
    var isThinking = false
    var answer = AnswerListing()
    var text = ""
    /// What it waits for before its first text.
    var waiting = ""
  }

  private static let mostRows = 8
  /// Milliseconds; what ends sooner is not announced.
  private static let patience = 300.0
  /// Milliseconds between two paints.
  private static let pace = 40.0

  private let output: Output
  private let clock: Clock
  private let state = Mutex(State())

  package init(output: Output, clock: Clock) {
    self.output = output
    self.clock = clock
  }

  // MARK: Verbs

  /// A verb begins; until it ends, somebody calls `tick` now and then.
  package func begin(_ name: String) {
    let now = clock.monotonicMs()
    state.withLock { $0 = State(command: (name, now)) }
  }

  /// The verb has ended, however it did.
  package func end() {
    let wasDrawn = state.withLock { state in
      defer { state = State() }
      return state.isDrawn
    }
    if wasDrawn { output.status([]) }
  }

  /// Draws what has changed, if only the time.
  package func tick() { draw(at: clock.monotonicMs(), isUrgent: true) }

  /// A verb says how far it is; an empty text says nothing any more.
  ///
  /// Without a terminal to draw on it goes where the output's own progress goes.
  package func progress(_ text: String) {
    guard output.isTerminal, output.mode == .text else {
      output.progress?(text)
      return
    }
    let isGone = state.withLock { state in
      state.progress = text.isEmpty ? nil : text
      defer { if text.isEmpty { state.isDrawn = false } }
      return text.isEmpty && state.isDrawn
    }
    if isGone { output.status([]) }
    if !text.isEmpty { draw(at: clock.monotonicMs(), isUrgent: true) }
  }

  // MARK: Stages

  /// Takes in the news of a stage.
  package func show(_ news: StageNews) {
    let now = clock.monotonicMs()
    switch news {
    case .asking(let model, _, let isSimulator, let price, let inputTokens):
      let name = isSimulator ? "\(model) (simulator)" : model
      state.withLock {
        $0.call = Call(model: name, started: now, price: price, inputTokens: inputTokens)
      }
      draw(at: now, isUrgent: true)
    case .manyAttempts: state.withLock { $0.isOneOfMany = true }
    case .text(let text): add(text, isThinking: false, at: now)
    case .reasoning(let text): add(text, isThinking: true, at: now)
    case .queued(let ahead, let endpoint):
      wait("waits for \(Numbers.plural(ahead, "call")) to \(endpoint)", at: now)
    case .retrying(let retry, let endpoint):
      let pause = Numbers.duration(ms: Double(retry.waitMs))
      output.notice("\(endpoint): \(retry.message); try \(retry.attempt + 1) in \(pause)")
      wait("waits \(pause) to try \(endpoint) again", at: now)
    case .answered(let tokens, let milliseconds, let cost): finish(tokens, milliseconds, cost)
    case .testing:
      state.withLock { $0.activity = "running the tests" }
      draw(at: now, isUrgent: true)
    case .notice(let text): output.notice(text)
    }
  }

  /// Says what a call waits for until its first text.
  private func wait(_ reason: String, at now: Double) {
    state.withLock { $0.call?.waiting = " \(reason)" }
    draw(at: now, isUrgent: true)
  }

  private func add(_ text: String, isThinking: Bool, at now: Double) {
    guard output.isTerminal else { return }
    let stream = output.style.current.stream
    state.withLock { state in
      if state.call?.firstPiece == nil { state.call?.firstPiece = now }
      state.call?.bytes += text.utf8.count
      state.call?.isThinking = isThinking
      if stream != .off { state.call?.answer.add(text) }
      if stream == .full, !isThinking { state.call?.text += text }
    }
    draw(at: now, isUrgent: false)
  }

  private func finish(_ tokens: Int?, _ milliseconds: Double, _ cost: Money?) {
    let (call, isTold) = state.withLock { state in
      defer { (state.call, state.isDrawn) = (nil, false) }
      return (state.call, !state.isOneOfMany)
    }
    guard let call, output.mode == .text, output.isTerminal else { return }
    output.status([])
    for line in AnswerListing.lines(of: call.text) { output.out(output.renderer.render(line)) }
    guard isTold else { return }
    let money = call.price == .free ? "" : cost.map { "  \($0)" } ?? "  unpriced"
    let line = Self.line(call, tokens: tokens ?? call.bytes / 4, ms: milliseconds) + money
    output.out(output.renderer.render(StyledText(line, .dim)))
  }

  // MARK: Drawing

  private func draw(at now: Double, isUrgent: Bool) {
    guard output.isTerminal, output.mode == .text else { return }
    let width = max(20, output.width())
    let rows: [StyledText]? = state.withLock { state in
      guard isUrgent || now - state.lastDrawn >= Self.pace else { return nil }
      let rows = Self.rows(of: state, at: now, width: width)
      guard !rows.isEmpty else { return nil }
      (state.isDrawn, state.lastDrawn) = (true, now)
      return rows
    }
    if let rows { output.status(rows.map(output.renderer.spans)) }
  }

  private static func rows(of state: State, at now: Double, width: Int) -> [StyledText] {
    if let call = state.call {
      let ms = now - call.started
      let status =
        call.bytes == 0
        ? "  \(call.model)\(call.waiting) … \(Numbers.duration(ms: ms))"
        : line(call, tokens: call.bytes / 4, ms: ms) + costSoFar(call, ms: ms)
      return tail(of: call, width: width) + [StyledText(status, .dim)]
    }
    if let progress = state.progress { return [StyledText("  \(progress)", .dim)] }
    guard let command = state.command, now - command.started >= patience else { return [] }
    let what = state.activity ?? command.name
    return [StyledText("  \(what) … \(Numbers.duration(ms: now - command.started))", .dim)]
  }

  private static func tail(of call: Call, width: Int) -> [StyledText] {
    // The screen leaves its last column free, and four are taken by the margin.
    let (above, rows) = call.answer.tail(rows: mostRows, width: width - 5)
    let head =
      above > 0
      ? [StyledText("  ⋮ \(Numbers.plural(above, "line")) above; more shows all", .dim)] : []
    return head + rows.map { StyledText("  │ ", .dim) + $0 }
  }

  /// About what it has cost by now; nothing for a model that is free or has no price.
  private static func costSoFar(_ call: Call, ms: Double) -> String {
    let usage = Usage(inputTokens: call.inputTokens, outputTokens: call.bytes / 4)
    guard let price = call.price, price != .free,
      let cost = price.cost(of: usage, milliseconds: Int(ms))
    else { return "" }
    return "  about \(cost)"
  }

  private static func line(_ call: Call, tokens: Int, ms: Double) -> String {
    // A model may have been loaded and its prompt read before the first piece: that is no writing.
    // What came at once, as from a recording, has no speed worth telling.
    let writing = ms - ((call.firstPiece ?? call.started) - call.started)
    let rate = writing >= 100 ? "  \(Int(Double(tokens) * 1000 / writing)) tok/s" : ""
    let suffix = call.isThinking ? "  thinking" : ""
    return "  \(call.model)  \(tokens) tok\(rate)  \(Numbers.duration(ms: ms))\(suffix)"
  }
}
