/// A series of results as a row of small bars.
package enum Sparkline {
  private static let levels = Array("▁▂▃▄▅▆▇█")

  /// One bar per result: `▁` when nothing passed, `█` only when everything did.
  ///
  /// **Shape**: as many characters as `passed` has elements; a total of 0 counts as nothing passed.
  package static func draw(passed: [Int], of total: Int) -> String {
    draw(passed.map { ($0, total) })
  }

  /// The same for results whose totals differ.
  package static func draw(_ results: [(passed: Int, total: Int)]) -> String {
    String(results.map { levels[level(passed: $0.passed, total: $0.total)] })
  }

  private static func level(passed: Int, total: Int) -> Int {
    if passed <= 0 || total <= 0 { return 0 }
    if passed >= total { return levels.count - 1 }
    let between = levels.count - 2
    return 1 + passed * between / total
  }
}

/// A share as a bar with its numbers: `█████░░░ 5/8`.
package enum Bar {
  /// Draws `width` cells; the bar is full only when all passed, and empty only when none did.
  package static func draw(passed: Int, total: Int, width: Int = 8) -> String {
    let cells = String(repeating: "█", count: filled(passed, total, width))
    let rest = String(repeating: "░", count: width - cells.count)
    return "\(cells)\(rest) \(passed)/\(total)"
  }

  private static func filled(_ passed: Int, _ total: Int, _ width: Int) -> Int {
    if passed <= 0 || total <= 0 { return 0 }
    if passed >= total { return width }
    return min(max(1, width - 1), max(1, passed * width / total))
  }
}
