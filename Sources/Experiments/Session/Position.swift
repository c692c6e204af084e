/// A name for a line of attempts; its tip only moves forward.
package struct Branch: Sendable, Hashable {
  package var name: String
  /// The attempt it ends at; 0 is the root.
  package var tip: Int

  package init(name: String, tip: Int) {
    self.name = name
    self.tip = tip
  }
}

/// What waits at an attempt for the next one made there.
package struct PendingInputs: Sendable, Hashable {
  /// Guidance for one attempt only, by number.
  package var guidance: [Int] = []
  /// The user message as a person edited it.
  package var prompt: ContentHash?
  package var draft: Draft?

  var isEmpty: Bool { guidance.isEmpty && prompt == nil && draft == nil }
}

/// Everything of an experiment that `undo` can take back: where one stands and what waits there.
package struct Position: Sendable, Hashable {
  /// The attempt one stands at; 0 is the root.
  package var head = 0
  /// The branch whose tip the head is; nil between tips.
  package var branch: String? = "main"
  /// In the order of making.
  package var branches = [Branch(name: "main", tip: 0)]
  /// The spec in use, by number.
  package var spec: Int?
  /// Guidance that holds below its place: sticky and from reviews, by number.
  package var standing: [Int] = []
  /// What waits, by attempt.
  package var pending: [Int: PendingInputs] = [:]
  package var bookmarks: [String: Int] = [:]

  /// What waits at the head.
  package var here: PendingInputs { pending[head] ?? PendingInputs() }

  mutating func changePending(at attempt: Int, _ body: (inout PendingInputs) -> Void) {
    var inputs = pending[attempt] ?? PendingInputs()
    body(&inputs)
    pending[attempt] = inputs.isEmpty ? nil : inputs
  }

  mutating func move(to attempt: Int) {
    head = attempt
    let tips = branches.filter { $0.tip == attempt }
    branch = tips.first { $0.name == branch }?.name ?? tips.first?.name
  }

  /// Puts the head on a new attempt: moves the tip it stood at, or starts `main-2`, `main-3`, ….
  mutating func advance(to attempt: Int) {
    if let index = branches.firstIndex(where: { $0.name == branch && $0.tip == head }) {
      branches[index].tip = attempt
    } else {
      let name = nextAutomaticBranch
      branches.append(Branch(name: name, tip: attempt))
      branch = name
    }
    head = attempt
  }

  private var nextAutomaticBranch: String {
    let names = Set(branches.map(\.name))
    var number = 2
    while names.contains("main-\(number)") { number += 1 }
    return "main-\(number)"
  }
}
