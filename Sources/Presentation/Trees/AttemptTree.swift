package import Experiments

/// Draws the attempts of an experiment.
///
/// ```
/// ● root s1
/// └─ @1 ✗ 0/100 timeout
///    g1 “Newton diverges here…”
///    @2 ✗ 97/100 wrong
///    ├─ @3 ✓ 100/100 (by hand)         tolerance
///    └─ r1 claude-sonnet-4-5 → g2
///       @4 ✓ 100/100                   main ◀
/// ```
///
/// What follows straight stands below; only forks indent, so that a chain of hundreds stays readable.
package struct AttemptTree {
  /// A subtree below more forks than this is drawn by itself, after the rest.
  private static let mostForks = 12
  private static let mostLabelColumns = 56

  private struct Row {
    var text: StyledText
    var label = StyledText()
  }

  private struct Place {
    var node: Int
    /// What stands before the node's own line, and before those below it.
    var first: String
    var rest: String
    var forks: Int
  }

  private let nodes: [AttemptTreeNode]
  private let limit: Int?
  private var rows: [Row] = []
  /// Nodes whose children are drawn after the rest.
  private var postponed: [Int] = []

  private init(_ experiment: Experiment, limit: Int?) {
    nodes = AttemptTreeNodes(experiment).nodes
    self.limit = limit.map { max(3, $0) }
  }

  /// The tree line by line.
  ///
  /// With a `limit`, of more than so many attempts in a row that ended alike, without guidance, fork
  /// or name between them, only the first and the last are drawn, and how many stand between.
  package static func lines(of experiment: Experiment, limit: Int? = nil) -> [StyledText] {
    var tree = AttemptTree(experiment, limit: limit)
    tree.drawAll()
    return tree.aligned
  }

  private mutating func drawAll() {
    rows.append(Row(text: nodes[0].text, label: nodes[0].label))
    drawBelow(0)
    var next = 0
    while next < postponed.count {
      let node = postponed[next]
      rows.append(Row(text: "● \(name(of: node), .address)\(" continued", .dim)"))
      drawBelow(node)
      next += 1
    }
  }

  private mutating func drawBelow(_ root: Int) {
    var stack = forks(of: root, rest: "", forks: 0)
    while let place = stack.popLast() {
      add(nodes[place.node], first: place.first)
      let last = collapseRun(from: place)
      let children = nodes[last].children
      if children.count == 1 {
        stack.append(
          Place(node: children[0], first: place.rest, rest: place.rest, forks: place.forks))
      } else if children.count > 1, place.forks >= Self.mostForks {
        rows.append(
          Row(text: StyledText(place.rest) + StyledText("└─ continued below", .dim)))
        postponed.append(last)
      } else {
        stack += forks(of: last, rest: place.rest, forks: place.forks + 1)
      }
    }
  }

  /// The places of a node's children, the first one last, as a stack wants them.
  private func forks(of node: Int, rest: String, forks: Int) -> [Place] {
    let children = nodes[node].children
    return children.enumerated().reversed().map { index, child in
      let isLast = index == children.count - 1
      return Place(
        node: child, first: rest + (isLast ? "└─ " : "├─ "),
        rest: rest + (isLast ? "   " : "│  "), forks: forks)
    }
  }

  private mutating func add(_ node: AttemptTreeNode, first: String) {
    rows.append(Row(text: StyledText([.init(first, .dim)]) + node.text, label: node.label))
  }

  /// Draws the rest of a long run of like attempts and returns its last node.
  private mutating func collapseRun(from place: Place) -> Int {
    guard let limit, let first = collapsible(place.node) else { return place.node }
    var run = [place.node]
    while nodes[run[run.count - 1]].children.count == 1,
      let next = nodes[run[run.count - 1]].children.first, let attempt = collapsible(next),
      attempt.outcome == first.outcome
    {
      run.append(next)
    }
    guard run.count > limit else { return place.node }
    let last = run[run.count - 1]
    rows.append(Row(text: StyledText(place.rest) + summary(of: run.dropFirst().dropLast())))
    add(nodes[last], first: place.rest)
    return last
  }

  private func collapsible(_ node: Int) -> Attempt? {
    nodes[node].label.isEmpty ? nodes[node].attempt : nil
  }

  private func summary(of run: ArraySlice<Int>) -> StyledText {
    let attempts = run.compactMap { nodes[$0].attempt }
    let outcome = attempts.first?.outcome.rawValue ?? ""
    guard let best = attempts.max(by: { $0.passed < $1.passed }), best.total > 0 else {
      return StyledText("⋮ \(run.count) more \(outcome)", .dim)
    }
    return StyledText("⋮ \(run.count) more \(outcome), best \(best.passed)/\(best.total)", .dim)
  }

  private func name(of node: Int) -> String {
    nodes[node].attempt.map { "@\($0.number)" } ?? nodes[node].text.plain
  }

  /// The rows with their labels in one column.
  private var aligned: [StyledText] {
    let widths = rows.filter { !$0.label.isEmpty }.map(\.text.displayWidth)
    let column = min(widths.max() ?? 0, Self.mostLabelColumns)
    return rows.map { row in
      guard !row.label.isEmpty else { return row.text }
      let gap = max(0, column - row.text.displayWidth) + 4
      return row.text + StyledText(String(repeating: " ", count: gap)) + row.label
    }
  }
}
