import Experiments
import LineEditor
import Runs
import Shell
import Synchronization
import Testing
import WorkbenchTesting

@Suite struct StageDisplayTests {
  private final class Rows: Sendable {
    let shown = Mutex<[String]>([])

    var last: String? { shown.withLock { $0.last } }

    func output(isTerminal: Bool) -> Output {
      Output(
        out: { _ in }, err: { _ in },
        status: { [self] rows in
          shown.withLock { $0.append(rows.map(\.plainText).joined(separator: "|")) }
        },
        progress: { [self] text in shown.withLock { $0.append("progress: \(text)") } },
        isTerminal: isTerminal)
    }
  }

  @Test func `what a verb says of itself stands until it takes it back`() {
    let rows = Rows()
    let display = StageDisplay(output: rows.output(isTerminal: true), clock: TickingClock().clock)
    display.begin("models")
    display.progress("pulling  25 %")
    #expect(rows.last == "  pulling  25 %")
    for _ in 0..<500 { display.tick() }
    #expect(rows.last == "  pulling  25 %")
    display.progress("")
    #expect(rows.last == "")
    display.tick()
    #expect(rows.last?.hasPrefix("  models … ") == true)
    display.end()
    #expect(rows.last == "")
  }

  @Test func `an answer that comes fits into the columns that the screen gives it`() {
    let rows = Rows()
    let output = rows.output(isTerminal: true)
    let display = StageDisplay(output: output, clock: TickingClock().clock)
    let text = String((0..<200).map { Character("\($0 % 10)") })
    display.begin("step")
    display.show(
      .asking(model: "m", role: .coder, isSimulator: false, price: .free, inputTokens: 1))
    display.show(.text(text))
    for _ in 0..<50 { display.tick() }
    let shown = (rows.last ?? "").split(separator: "|").filter { $0.hasPrefix("  │ ") }
    #expect(shown.allSatisfy { $0.count < output.width() })
    #expect(shown.map { $0.dropFirst(4) }.joined() == text)
  }

  @Test func `what a priced answer costs is shown while it comes and when it is complete`() {
    let rows = Rows()
    let lines = Mutex<[String]>([])
    var output = rows.output(isTerminal: true)
    output = Output(
      out: { line in lines.withLock { $0.append(line) } }, err: { _ in }, status: output.status,
      isTerminal: true)
    let display = StageDisplay(output: output, clock: TickingClock().clock)
    let price = Price(inputPicoUSD: 1_000_000, outputPicoUSD: 100_000_000)
    for isOneOfMany in [false, true] {
      display.begin("step")
      if isOneOfMany { display.show(.manyAttempts) }
      display.show(
        .asking(model: "m", role: .coder, isSimulator: false, price: price, inputTokens: 1000))
      display.show(.text(String(repeating: "x", count: 400)))
      for _ in 0..<50 { display.tick() }
      #expect(rows.last?.contains("  about $0.01") == true)
      display.show(
        .answered(outputTokens: 90, milliseconds: 20, cost: Money(nanoUSD: 10_000_000)))
      display.end()
    }
    // An attempt of many says it in its own line.
    #expect(lines.withLock { $0 } == ["  m  90 tok  20 ms  $0.01"])
  }

  @Test func `the speed of an answer is that of its writing, without what came before`() {
    let rows = Rows()
    let lines = Mutex<[String]>([])
    let output = Output(
      out: { line in lines.withLock { $0.append(line) } }, err: { _ in },
      status: rows.output(isTerminal: true).status, isTerminal: true)
    let now = Mutex(0.0)
    let clock = Experiments.Clock(
      now: { Timestamp(milliseconds: 0) }, monotonicMs: { now.withLock { $0 } })
    let display = StageDisplay(output: output, clock: clock)
    display.begin("step")
    display.show(
      .asking(model: "m", role: .coder, isSimulator: false, price: .free, inputTokens: 1))
    now.withLock { $0 = 900 }
    display.show(.text("x"))
    now.withLock { $0 = 1100 }
    display.show(.answered(outputTokens: 200, milliseconds: 1100, cost: .zero))
    #expect(lines.withLock { $0 } == ["  m  200 tok  1000 tok/s  1.1 s"])
  }

  @Test func `without a terminal to draw on it goes where progress goes`() {
    let rows = Rows()
    let display = StageDisplay(output: rows.output(isTerminal: false), clock: TickingClock().clock)
    display.begin("judge")
    display.progress("7 judged")
    display.tick()
    #expect(rows.shown.withLock { $0 } == ["progress: 7 judged"])
  }
}
