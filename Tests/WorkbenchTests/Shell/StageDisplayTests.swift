import LineEditor
import Synchronization
import Testing
import Workbench

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

  @Test func `without a terminal to draw on it goes where progress goes`() {
    let rows = Rows()
    let display = StageDisplay(output: rows.output(isTerminal: false), clock: TickingClock().clock)
    display.begin("judge")
    display.progress("7 judged")
    display.tick()
    #expect(rows.shown.withLock { $0 } == ["progress: 7 judged"])
  }
}
