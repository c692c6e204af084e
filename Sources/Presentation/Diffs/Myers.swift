/// The shortest edit script between two sequences.
///
/// **Source**: E. Myers, “An O(ND) Difference Algorithm and Its Variations”, 1986,
/// https://doi.org/10.1007/BF01840446
enum Myers {
  /// The elements that stay, as index pairs ascending in both sequences.
  ///
  /// Everything between two pairs was removed from `old` or added in `new`. Nil when the sequences
  /// differ by more than `limit` removals and additions.
  static func matches<Element: Equatable>(
    _ old: [Element], _ new: [Element], limit: Int
  ) -> [(old: Int, new: Int)]? {
    let shorter = min(old.count, new.count)
    let head = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
    let tail =
      (0..<(shorter - head)).first { old[old.count - 1 - $0] != new[new.count - 1 - $0] }
      ?? (shorter - head)
    guard
      let middle = search(
        Array(old[head..<(old.count - tail)]), Array(new[head..<(new.count - tail)]), limit)
    else { return nil }
    return (0..<head).map { (old: $0, new: $0) }
      + middle.map { (old: $0.old + head, new: $0.new + head) }
      + (0..<tail).map { (old: old.count - tail + $0, new: new.count - tail + $0) }
  }

  private static func search<Element: Equatable>(
    _ old: [Element], _ new: [Element], _ limit: Int
  ) -> [(old: Int, new: Int)]? {
    if old.isEmpty || new.isEmpty { return [] }
    let most = min(limit, old.count + new.count)
    let origin = most + 1
    // furthest[origin + k] is how far the best path on diagonal k = x - y has come in `old`.
    var furthest = [Int32](repeating: 0, count: 2 * most + 3)
    var trace: [[Int32]] = []
    for edits in 0...most {
      trace.append(Array(furthest[(origin - edits - 1)...(origin + edits + 1)]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let isDown =
          diagonal == -edits
          || diagonal != edits
            && furthest[origin + diagonal - 1] < furthest[origin + diagonal + 1]
        var x =
          isDown
          ? Int(furthest[origin + diagonal + 1]) : Int(furthest[origin + diagonal - 1]) + 1
        while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
        furthest[origin + diagonal] = Int32(x)
        if diagonal == old.count - new.count, x >= old.count {
          return walkBack(through: trace, from: (old.count, new.count))
        }
      }
    }
    return nil
  }

  /// Follows the recorded paths from the end to the start, gathering what stayed.
  private static func walkBack(
    through trace: [[Int32]], from end: (x: Int, y: Int)
  ) -> [(old: Int, new: Int)] {
    var (x, y) = end
    var kept: [(old: Int, new: Int)] = []
    for edits in stride(from: trace.count - 1, through: 0, by: -1) {
      let furthest = trace[edits]
      let middle = edits + 1
      let diagonal = x - y
      let isDown =
        diagonal == -edits
        || diagonal != edits
          && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
      let before = isDown ? diagonal + 1 : diagonal - 1
      let startX = edits == 0 ? 0 : Int(furthest[middle + before])
      let startY = edits == 0 ? 0 : startX - before
      let snakeX = edits == 0 ? 0 : (isDown ? startX : startX + 1)
      while x > snakeX {
        x -= 1
        y -= 1
        kept.append((x, y))
      }
      (x, y) = (startX, startY)
    }
    return kept.reversed()
  }
}
