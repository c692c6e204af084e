import Experiments
import Synchronization
import Testing
import Verbs

/// How `judge` shows where it is, on a clock and an engine that a test moves.
struct JudgeProgressTests {
  @Test(
    arguments: [
      ((0, 0, 10), 0.0, "0/10 judged  0 passed"),
      ((1_200, 57, 3_280), 30_000, "1,200/3,280 judged  57 passed  40/s  52 s left"),
      ((3, 3, nil), 2_000, "3 judged  3 passed  1.5/s"),
      ((10, 0, 10), 500, "10/10 judged  0 passed  20/s  0 ms left"),
    ] as [((Int, Int, Int?), Double, String)])
  func `The line has count, passes, rate and the time that is left`(
    _ counts: (Int, Int, Int?), _ ms: Double, _ line: String
  ) {
    let progress = JudgeRunner.Progress(done: counts.0, passed: counts.1, total: counts.2)
    #expect(JudgeProgress.line(progress, ms: ms) == line)
  }

  @Test func `It is drawn at most five times a second, and taken away in the end`() {
    let time = Mutex(0.0)
    let shown = Mutex<[String]>([])
    let clock = Clock(
      now: { Timestamp(milliseconds: 0) }, monotonicMs: { time.withLock { $0 } })
    let progress = JudgeProgress(clock: clock) { text in shown.withLock { $0.append(text) } }
    for done in 1...100 {
      time.withLock { $0 += 10 }
      progress.update(.init(done: done, passed: 0, total: nil))
    }
    progress.end()
    progress.update(.init(done: 101, passed: 0, total: nil))
    progress.end()
    let texts = shown.withLock { $0 }
    #expect(texts.count == 6)
    #expect(texts.first?.hasPrefix("1 judged") == true)
    #expect(texts.last == "")
  }

  @Test func `Nothing is drawn when nothing came`() {
    let shown = Mutex(0)
    let clock = Clock(now: { Timestamp(milliseconds: 0) }, monotonicMs: { 0 })
    let progress = JudgeProgress(clock: clock) { _ in shown.withLock { $0 += 1 } }
    progress.end()
    #expect(shown.withLock { $0 } == 0)
  }
}
