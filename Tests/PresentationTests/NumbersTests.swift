import Testing

@testable import Presentation

@Suite struct NumbersTests {
  @Test(arguments: [
    (0.0, "0 ms"), (0.1, "0.1 ms"), (7.4, "7.4 ms"), (9.96, "10 ms"), (850.2, "850 ms"),
    (999.4, "999 ms"), (999.6, "1 s"), (7_400, "7.4 s"), (59_949, "59.9 s"),
    (59_950, "1 min 0 s"), (192_000, "3 min 12 s"), (7_500_000, "2 h 5 min"), (-5, "0 ms"),
    (.infinity, "∞"),
  ])
  func `Durations have the unit that fits`(ms: Double, text: String) {
    #expect(Numbers.duration(ms: ms) == text)
  }

  @Test(arguments: [(0, "0 ms"), (3, "3 ms"), (999, "999 ms"), (1_000, "1 s"), (7_400, "7.4 s")])
  func `Whole milliseconds have no fraction`(ms: Int, text: String) {
    #expect(Numbers.duration(ms: ms) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (41_022_871, "41,022,871"), (-1_234, "-1,234"),
    (.min, "-9,223,372,036,854,775,808"),
  ])
  func `Counts have separated thousands`(value: Int, text: String) {
    #expect(Numbers.count(value) == text)
  }

  @Test(arguments: [
    (0, "0 B"), (1_023, "1023 B"), (1_024, "1 KB"), (1_536, "1.5 KB"), (86_016, "84 KB"),
    (1_048_575, "1 MB"), (11_534_336, "11 MB"), (1 << 30, "1 GB"),
  ])
  func `Sizes are in powers of 1024`(value: Int, text: String) {
    #expect(Numbers.bytes(value) == text)
  }

  @Test(arguments: [(97, "+97"), (-3, "-3"), (0, "±0"), (1_500, "+1,500")])
  func `Changes have a sign`(value: Int, text: String) {
    #expect(Numbers.change(value) == text)
  }

  @Test func `Nouns agree with their counts`() {
    #expect(Numbers.plural(1, "attempt") == "1 attempt")
    #expect(Numbers.plural(0, "attempt") == "0 attempts")
    #expect(Numbers.plural(2, "try", "tries") == "2 tries")
  }

  @Test(arguments: [
    ([0, 0, 0, 97], 100, "▁▁▁▇"), ([0, 1, 50, 99, 100], 100, "▁▂▅▇█"), ([], 8, ""),
    ([3], 0, "▁"), ([9], 8, "█"),
  ])
  func `A sparkline is full only where everything passed`(
    passed: [Int], total: Int, text: String
  ) {
    #expect(Sparkline.draw(passed: passed, of: total) == text)
  }

  @Test(arguments: [
    (5, 8, 8, "█████░░░ 5/8"), (0, 8, 8, "░░░░░░░░ 0/8"), (1, 100, 8, "█░░░░░░░ 1/100"),
    (99, 100, 8, "███████░ 99/100"), (8, 8, 4, "████ 8/8"), (0, 0, 4, "░░░░ 0/0"),
    (1, 2, 1, "█ 1/2"),
  ])
  func `A bar is neither full nor empty too early`(
    passed: Int, total: Int, width: Int, text: String
  ) {
    #expect(Bar.draw(passed: passed, total: total, width: width) == text)
  }
}
