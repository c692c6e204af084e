import Experiments

/// One line of the tree and what hangs below it.
struct AttemptTreeNode {
  var text: StyledText
  /// Branches, bookmarks and the head mark, aligned at the right.
  var label = StyledText()
  /// Indices of the nodes below, in order.
  var children: [Int] = []
  /// For the root and attempts: the address to name them by elsewhere.
  var attempt: Attempt?
}

/// An experiment as nodes: the root, its attempts, and the guidance on the way between them.
struct AttemptTreeNodes {
  private static let quoteWidth = 40

  /// `nodes[n]` is `@n` and `nodes[0]` the root; guidance and reviews come after the attempts.
  private(set) var nodes: [AttemptTreeNode] = []

  private let experiment: Experiment
  private let reviews: [Int: ReviewMade]
  /// The first attempt of a model: what a person wrote has no spec.
  private let firstAsked: Attempt?

  init(_ experiment: Experiment) {
    self.experiment = experiment
    firstAsked = experiment.attempts.first { !$0.isByHand }
    reviews = Dictionary(
      experiment.reviews.map { ($0.guidance, $0) }, uniquingKeysWith: { first, _ in first })
    nodes.append(AttemptTreeNode(text: rootText))
    nodes += experiment.attempts.map { AttemptTreeNode(text: text(of: $0), attempt: $0) }
    addLabels()
    addWaiting(besides: connect())
  }

  private var rootText: StyledText {
    let spec = firstAsked.map(\.spec) ?? experiment.holdings(at: Spot(node: 0)).spec
    return "● root\(spec.map { " s\($0)" } ?? "", .address)"
  }

  private func text(of attempt: Attempt) -> StyledText {
    var text: StyledText = "\("@\(attempt.number)", .address) "
    text += StyledText(attempt.isPass ? "✓" : "✗", attempt.isPass ? .good : .bad)
    if attempt.total > 0 { text += " \(attempt.passed)/\(attempt.total)" }
    if !attempt.isPass { text += " \(attempt.outcome.rawValue)" }
    if attempt.isByHand { text += StyledText(" (by hand)", .dim) }
    let before = experiment.attempt(attempt.parent) ?? firstAsked
    if !attempt.isByHand, before?.isByHand != true, attempt.spec != before?.spec {
      text += StyledText(" " + (attempt.spec.map { "s\($0)" } ?? "no spec"), .address)
    }
    return text
  }

  /// Hangs each attempt below its parent, with the guidance it was the first on its path to see.
  ///
  /// Attempts that saw the same hang below the same line. Returns the guidance drawn.
  private mutating func connect() -> Set<Int> {
    var drawn: Set<Int> = []
    var ends: [Edge: Int] = [:]
    for attempt in experiment.attempts {
      let seen = experiment.attempt(attempt.parent)?.guidance ?? []
      let guidance = attempt.guidance.filter { !seen.contains($0) }
      drawn.formUnion(guidance)
      var above = attempt.parent
      var edge = Edge(parent: above, guidance: [])
      for number in guidance {
        edge.guidance.append(number)
        above = ends[edge] ?? addGuidance(number, below: above)
        ends[edge] = above
      }
      nodes[above].children.append(attempt.number)
    }
    return drawn
  }

  private struct Edge: Hashable {
    var parent: Int
    var guidance: [Int]
  }

  /// Guidance that holds somewhere and that no attempt has seen yet, below the place it waits at.
  private mutating func addWaiting(besides drawn: Set<Int>) {
    var shown = drawn
    let places = experiment.position.pending.keys.sorted {
      ($0.node, $0.branch ?? "") < ($1.node, $1.branch ?? "")
    }
    for place in places where nodes.indices.contains(place.node) {
      let waiting = experiment.effectiveGuidance(at: place).map(\.number).sorted()
      for number in waiting where shown.insert(number).inserted {
        let node = addGuidance(number, below: place.node)
        let branch = place.branch.map { " on \($0)" } ?? ""
        nodes[node].text += StyledText(" (waiting\(branch))", .dim)
      }
    }
  }

  private mutating func addGuidance(_ number: Int, below node: Int) -> Int {
    nodes.append(AttemptTreeNode(text: text(ofGuidance: number)))
    nodes[node].children.append(nodes.count - 1)
    return nodes.count - 1
  }

  private func text(ofGuidance number: Int) -> StyledText {
    if let review = reviews[number] {
      let model = DisplayText.oneLine(review.model, width: Self.quoteWidth)
      return "\("r\(review.number)", .address) \(model) → \("g\(number)", .address)"
    }
    let guidance = experiment.guidance(number: number)
    let quote = DisplayText.oneLine(guidance?.text ?? "", width: Self.quoteWidth)
    let scope = guidance?.scope == .sticky ? " sticky" : ""
    return "\("g\(number)", .address)\(scope, .dim) “\(quote)”"
  }

  private mutating func addLabels() {
    let position = experiment.position
    for branch in position.branches where nodes.indices.contains(branch.tip) {
      let isCurrent = branch.name == position.branch && branch.tip == position.head
      addLabel(StyledText(branch.name, isCurrent ? .strong : .plain), to: branch.tip)
    }
    for (name, number) in position.bookmarks.sorted(by: { $0.key < $1.key })
    where nodes.indices.contains(number) {
      addLabel(StyledText("★" + name, .warning), to: number)
    }
    if nodes.indices.contains(position.head) {
      addLabel(StyledText("◀", .strong), to: position.head)
    }
  }

  private mutating func addLabel(_ label: StyledText, to node: Int) {
    if !nodes[node].label.isEmpty { nodes[node].label += " " }
    nodes[node].label += label
  }
}
