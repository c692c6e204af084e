/// A session as its events make it: a pure fold, with no reference to store, clock or network.
package struct SessionState: Sendable, Hashable {
  package private(set) var name = ""
  /// The last event applied; 0 before the first.
  package private(set) var lastOrdinal = 0
  package private(set) var lastHash = ContentHash.none
  /// The taskID of the problem one works on.
  package private(set) var current: String?
  /// What `set` changed in this session, by name.
  package private(set) var settings: [String: String] = [:]
  /// By taskID.
  package private(set) var experiments: [String: Experiment] = [:]
  /// TaskIDs in the order the problems were opened.
  package private(set) var order: [String] = []
  package private(set) var noteCount = 0
  package private(set) var history = UndoHistory()

  package init() {}

  init(
    name: String,
    lastOrdinal: Int,
    lastHash: ContentHash,
    current: String?,
    settings: [String: String],
    experiments: [String: Experiment],
    order: [String],
    noteCount: Int,
    history: UndoHistory
  ) {
    self.name = name
    self.lastOrdinal = lastOrdinal
    self.lastHash = lastHash
    self.current = current
    self.settings = settings
    self.experiments = experiments
    self.order = order
    self.noteCount = noteCount
    self.history = history
  }

  /// The experiment one works on.
  package var experiment: Experiment? { current.flatMap { experiments[$0] } }

  /// Takes in the next event; the same function serves running and opening a session.
  ///
  /// - Throws: `EventError` when the event does not follow: a gap, a broken chain, a number that
  ///   does not exist. The state is then unchanged or half changed and must be thrown away.
  package mutating func apply(_ event: Event) throws(EventError) {
    guard event.ordinal == lastOrdinal + 1, event.previous == lastHash else {
      throw EventError(
        ordinal: event.ordinal, message: "does not follow event #\(lastOrdinal) of this session")
    }
    try applyPayload(of: event)
    lastOrdinal = event.ordinal
    lastHash = event.hash
  }

  private mutating func applyPayload(of event: Event) throws(EventError) {
    switch event.payload {
    case .sessionStarted(let content): name = content.name
    case .sessionRenamed(let content): name = content.name
    case .command: history.beginVerb()
    case .note: noteCount += 1
    case .settingChanged(let content): changeSetting(content)
    case .problemOpened(let content): open(content)
    case .problemChosen(let content): try choose(content.taskID, event)
    case .undone: try undo(event)
    case .redone: try redo(event)
    default: try applyToExperiment(event)
    }
  }

  private mutating func changeSetting(_ change: SettingChanged) {
    history.remember(.setting(name: change.name, value: settings[change.name]))
    settings[change.name] = change.value
  }

  private mutating func open(_ problem: ProblemOpened) {
    guard experiments[problem.taskID] == nil else { return }
    experiments[problem.taskID] = Experiment(problem: problem)
    order.append(problem.taskID)
  }

  private mutating func choose(_ taskID: String, _ event: Event) throws(EventError) {
    guard experiments[taskID] != nil else {
      throw EventError(ordinal: event.ordinal, message: "problem \(taskID) was never opened")
    }
    history.remember(.current(current))
    current = taskID
  }

  private mutating func applyToExperiment(_ event: Event) throws(EventError) {
    guard let taskID = event.experiment, experiments[taskID] != nil else {
      throw EventError(
        ordinal: event.ordinal, message: "names no experiment of this session")
    }
    if let before = experiments[taskID]?.position, event.payload.changesPosition {
      history.remember(.position(taskID: taskID, before))
    }
    try experiments[taskID]?.apply(event)
  }

  private mutating func undo(_ event: Event) throws(EventError) {
    guard let entries = history.past.popLast() else {
      throw EventError(ordinal: event.ordinal, message: "there was nothing to undo")
    }
    history.future.append(exchange(entries))
    history.isRecording = false
  }

  private mutating func redo(_ event: Event) throws(EventError) {
    guard let entries = history.future.popLast() else {
      throw EventError(ordinal: event.ordinal, message: "there was nothing to redo")
    }
    history.past.append(exchange(entries))
    history.isRecording = false
  }

  /// Puts the values in place and returns those they replace.
  private mutating func exchange(_ entries: [UndoEntry]) -> [UndoEntry] {
    entries.map { entry in
      switch entry {
      case .current(let value):
        defer { current = value }
        return .current(current)
      case .setting(let name, let value):
        defer { settings[name] = value }
        return .setting(name: name, value: settings[name])
      case .position(let taskID, let value):
        let replaced = experiments[taskID]?.position ?? Position()
        experiments[taskID]?.position = value
        return .position(taskID: taskID, replaced)
      }
    }
  }
}

extension Payload {
  /// Whether it changes what `undo` can take back of an experiment.
  fileprivate var changesPosition: Bool {
    switch self {
    case .request(let content): content.role == .coder
    case .completion(let content): content.role == .coder
    case .infra(let content): content.role == .coder
    case .cancelled(let content): content.role == .coder
    case .halted(let content): content.role == .coder
    case .specChosen, .promptEdited, .candidate, .verdict, .guidanceAdded, .guidanceDropped,
      .headMoved, .branchMade, .bookmark:
      true
    default: false
    }
  }
}
