package import Experiments

/// Where work is done: a problem of the session, an attempt of it, and the branch there.
package struct Place: Sendable, Hashable {
  package var taskID: String
  /// The attempt; 0 is the root.
  package var node: Int
  /// The branch whose tip that is; nil between tips.
  package var branch: String?

  package init(taskID: String, node: Int, branch: String? = nil) {
    (self.taskID, self.node, self.branch) = (taskID, node, branch)
  }
}

extension Place: CustomStringConvertible {
  package var description: String {
    let line = branch.map { " on \($0)" } ?? ""
    return "@\(node) of \(taskID)\(line)"
  }
}

extension Experiment {
  /// Where the head is.
  package var place: Place {
    Place(taskID: taskID, node: position.head, branch: position.branch)
  }

  /// The spot of a place: what is given there, and what waits.
  package func spot(_ place: Place) -> Spot { position.spot(at: place.node, on: place.branch) }

  /// The branch that the next attempt at a place moves on: its own when that still ends there, else a
  /// new one.
  package func nextBranch(at place: Place) -> String {
    let own = position.branches.first { $0.name == place.branch && $0.tip == place.node }
    return own?.name ?? position.nextAutomaticBranch
  }
}
