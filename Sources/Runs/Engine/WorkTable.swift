package import Experiments

/// Work that is under way in a session.
package struct Work: Sendable, Hashable {
  /// What else may run beside it.
  package enum Need: Sendable, Hashable {
    /// All but what needs the session alone.
    case nothing
    /// Nothing else that continues the line of attempts at this place.
    case line(Place)
    /// Nothing at all: it changes what others build on.
    case session
  }

  /// What it is, such as `step`.
  package var what: String
  package var need: Need
  package var since: Timestamp
  /// The line that it belongs to; work of one line does not exclude other work of it.
  var scope: Int?

  package init(_ what: String, needing need: Need, since: Timestamp, scope: Int? = nil) {
    (self.what, self.need, self.since, self.scope) = (what, need, since, scope)
  }

  /// Whether another may not run beside it.
  func excludes(_ other: Work) -> Bool {
    if let scope, scope == other.scope { return false }
    switch (need, other.need) {
    case (.session, _), (_, .session): return true
    case (.line(let own), .line(let place)): return own.isSameLine(as: place)
    case (.nothing, _), (_, .nothing): return false
    }
  }
}

extension Place {
  /// Whether attempts made at both would follow each other: the same branch, or the same attempt
  /// between tips.
  fileprivate func isSameLine(as other: Place) -> Bool {
    guard taskID == other.taskID, branch == other.branch else { return false }
    return branch != nil || node == other.node
  }
}

/// What runs, and what may begin beside it: pure.
package struct WorkTable: Sendable {
  private var running: [Int: Work] = [:]
  private var lastID = 0

  package init() {}

  package var all: [Work] { running.sorted { $0.key < $1.key }.map(\.value) }

  /// Enters work.
  ///
  /// - Throws: `WorkbenchError` of kind `busy`, naming what runs and since when.
  package mutating func begin(_ work: Work) throws(WorkbenchError) -> Int {
    if let other = all.first(where: { $0.excludes(work) }) { throw Self.busy(work, other) }
    lastID += 1
    running[lastID] = work
    return lastID
  }

  /// Says where work has come to.
  package mutating func move(_ id: Int, to place: Place) {
    guard case .line = running[id]?.need else { return }
    running[id]?.need = .line(place)
  }

  /// Takes work out that has ended.
  package mutating func end(_ id: Int) { running[id] = nil }

  private static func busy(_ work: Work, _ other: Work) -> WorkbenchError {
    let place = if case .line(let place) = other.need { " at \(place)" } else { "" }
    return WorkbenchError(
      "(busy) \(work.what) cannot start: \(other.what)\(place) has been running since \(other.since)",
      hint: "wait until it ends, stop it, or work at another place", kind: .busy)
  }
}
