package import CanonicalJSON

/// A name for a line of attempts; its tip only moves forward.
package struct Branch: Sendable, Hashable {
  package var name: String
  /// The attempt it ends at; 0 is the root.
  package var tip: Int
  /// The attempt it was forked at by name; nil for `main` and for those that began by themselves.
  package var forkedAt: Int?

  package init(name: String, tip: Int, forkedAt: Int? = nil) {
    self.name = name
    self.tip = tip
    self.forkedAt = forkedAt
  }
}

/// What waits at a place for the attempts made there, and what was given there for all below.
package struct PendingInputs: Sendable, Hashable {
  /// Guidance for one attempt only, by number.
  package var guidance: [Int] = []
  /// The user message as a person edited it.
  package var prompt: ContentHash?
  /// What holds for the path below, in the order of giving.
  package var givings: [Giving] = []

  var isEmpty: Bool { guidance.isEmpty && prompt == nil && givings.isEmpty }
}

/// Everything of an experiment that `undo` can take back: the head, the branches, and what waits where.
package struct Position: Sendable, Hashable {
  /// The attempt that is the head; 0 is the root.
  package var head = 0
  /// The branch whose tip the head is; nil between tips.
  package var branch: String? = "main"
  /// In the order of making.
  package var branches = [Branch(name: "main", tip: 0)]
  /// What waits, by place.
  package var pending: [Spot: PendingInputs] = [:]
  /// Attempts in the making, by the ordinal of their first event.
  package var drafts: [Int: Draft] = [:]
  package var bookmarks: [String: Int] = [:]

  /// Where the head is.
  package var spot: Spot { spot(at: head, on: branch) }

  /// What waits at the head.
  package var here: PendingInputs { pending[spot] ?? PendingInputs() }

  /// The place of an attempt on a branch: the branch's own when it was forked there and has made none.
  package func spot(at node: Int, on name: String?) -> Spot {
    guard let name, let branch = branches.first(where: { $0.name == name }), branch.tip == node,
      branch.forkedAt == node
    else { return Spot(node: node) }
    return Spot(node: node, branch: name)
  }

  /// The attempts in the making at a place, the latest first.
  package func drafts(at spot: Spot) -> [Draft] {
    drafts.values.filter { $0.at == spot }.sorted { $0.last > $1.last }
  }

  /// The latest attempt in the making at the head.
  package var draft: Draft? { drafts(at: spot).first }

  mutating func changePending(at spot: Spot, _ body: (inout PendingInputs) -> Void) {
    var inputs = pending[spot] ?? PendingInputs()
    body(&inputs)
    pending[spot] = inputs.isEmpty ? nil : inputs
  }

  /// Ends a draft that became an attempt: what it showed of what waits for one attempt is used up.
  mutating func use(_ draft: Draft) {
    drafts[draft.id] = nil
    changePending(at: draft.at) { inputs in
      inputs.guidance.removeAll { draft.guidance.contains($0) }
      if draft.usesEditedPrompt { inputs.prompt = nil }
    }
  }

  mutating func move(to attempt: Int, on wanted: String? = nil) {
    head = attempt
    let tips = branches.filter { $0.tip == attempt }
    let preferred = tips.first { $0.name == wanted } ?? tips.first { $0.name == branch }
    branch = preferred?.name ?? tips.first?.name
  }

  /// Makes a branch at a place, with all that waits and was given there.
  mutating func fork(_ name: String, at spot: Spot, stays: Bool) {
    branches.append(Branch(name: name, tip: spot.node, forkedAt: spot.node))
    pending[Spot(node: spot.node, branch: name)] = pending[spot]
    guard !stays else { return }
    head = spot.node
    branch = name
  }

  /// Moves the tip of a branch on to a new attempt, or begins the branch with it.
  ///
  /// The head goes along when it is there.
  mutating func advance(
    _ name: String, from start: Int, to attempt: Int, _ event: Event
  ) throws(EventError) {
    var stoodOn: String?
    if let index = branches.firstIndex(where: { $0.name == name }) {
      guard branches[index].tip == start else {
        throw EventError(ordinal: event.ordinal, message: "@\(start) is not the tip of \(name)")
      }
      branches[index].tip = attempt
      stoodOn = name
    } else {
      branches.append(Branch(name: name, tip: attempt))
    }
    guard head == start, branch == stoodOn else { return }
    head = attempt
    branch = name
  }

  /// Puts the head on a new attempt, as version 1 did: moves the tip it stood at, or begins `main-2`,
  /// `main-3`, ….
  mutating func advanceHead(to attempt: Int) {
    if let index = branches.firstIndex(where: { $0.name == branch && $0.tip == head }) {
      branches[index].tip = attempt
    } else {
      let name = nextAutomaticBranch
      branches.append(Branch(name: name, tip: attempt))
      branch = name
    }
    head = attempt
  }

  /// The name of the next branch that begins by itself.
  package var nextAutomaticBranch: String {
    let names = Set(branches.map(\.name))
    var number = 2
    while names.contains("main-\(number)") { number += 1 }
    return "main-\(number)"
  }
}
