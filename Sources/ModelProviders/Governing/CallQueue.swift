import Experiments

/// Who is asked next at one server, when it takes only so many calls at once; does no I/O.
///
/// Calls of one role go in the order in which they came, whichever session or problem they belong
/// to. When several roles wait they take turns, so that a single review is not behind fifty attempts.
struct CallQueue: Sendable, Hashable {
  /// What becomes of a call that has come.
  enum Entry: Sendable, Hashable {
    case go
    /// It waits; `ahead` calls have to end first.
    case wait(ahead: Int)
  }

  private var limit = 1
  private var running: Set<Int> = []
  private var waiting: [Role: [Int]] = [:]
  /// The roles, the one whose turn is next first.
  private var turns = Role.allCases

  var isEmpty: Bool { counts == (0, 0) }

  var counts: (running: Int, waiting: Int) {
    (running.count, waiting.values.reduce(0) { $0 + $1.count })
  }

  /// Takes in a call, by a number that no other has; `limit` calls go at once from now on.
  ///
  /// Gives what becomes of it, and the calls that waited and go now that the limit is higher.
  mutating func enter(
    _ call: Int, role: Role, limit: Int
  ) -> (entry: Entry, released: [Int]) {
    self.limit = max(1, limit)
    waiting[role, default: []].append(call)
    var released = release()
    guard let own = released.firstIndex(of: call) else {
      return (.wait(ahead: callsAhead(of: call)), released)
    }
    released.remove(at: own)
    return (.go, released)
  }

  /// Lets go of a call, running or waiting, and gives the calls that waited and go now.
  mutating func leave(_ call: Int) -> [Int] {
    if running.remove(call) == nil {
      for role in waiting.keys { waiting[role]?.removeAll { $0 == call } }
    }
    return release()
  }

  private mutating func release() -> [Int] {
    var released: [Int] = []
    while running.count < limit, let call = takeNext() {
      running.insert(call)
      released.append(call)
    }
    return released
  }

  /// The first call of the role whose turn it is; its role is last in turn afterwards.
  private mutating func takeNext() -> Int? {
    guard let turn = turns.firstIndex(where: { waiting[$0]?.isEmpty == false }) else { return nil }
    let role = turns.remove(at: turn)
    turns.append(role)
    return waiting[role]?.removeFirst()
  }

  /// How many calls must end before a waiting one goes: the one that it follows and those between.
  private func callsAhead(of call: Int) -> Int {
    var rest = self
    var count = 0
    while let next = rest.takeNext() {
      count += 1
      if next == call { break }
    }
    return count + max(0, running.count - limit)
  }
}
