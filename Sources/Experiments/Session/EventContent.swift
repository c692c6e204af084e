package import CanonicalJSON

/// The name that a kind of event is stored under.
package struct EventKind: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
  package var rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }
}

/// What an event of one kind says, and what it does to the state.
///
/// A new kind is one file in `Session/Events` and one line in `EventContents.all`. Stored events are
/// never rewritten: a content may gain optional members only.
package protocol EventContent: Codable, Sendable, Hashable {
  /// The kind that events with such a content have.
  static var kind: EventKind { get }

  /// The part of the state that this kind keeps for itself; nil when it changes the common parts only.
  static var part: (any StatePart.Type)? { get }

  /// The texts it names, which the store must hold; names of other things, such as keys, left out.
  var textHashes: [ContentHash] { get }

  /// Whether it changes what the session came to on its problem: `ProblemResult`.
  var changesResult: Bool { get }

  /// Takes the event in.
  ///
  /// - Throws: `EventError` when the event does not follow. The state may then be half changed.
  func apply(to state: inout SessionState, _ event: Event) throws(EventError)
}

extension EventContent {
  package static var part: (any StatePart.Type)? { nil }
  package var textHashes: [ContentHash] { [] }
  package var changesResult: Bool { false }
}

/// What an event about one problem says.
package protocol ExperimentContent: EventContent {
  /// Whether it changes what `undo` can take back of an experiment.
  var changesPosition: Bool { get }

  /// Whether it gives something that holds below its place, which `undo` takes out of all prompts.
  var isGiving: Bool { get }

  /// Takes the event in.
  ///
  /// - Throws: `EventError` when it names an attempt, spec, guidance or draft that does not exist.
  func apply(to experiment: inout Experiment, _ event: Event) throws(EventError)
}

extension ExperimentContent {
  package var changesPosition: Bool { true }
  package var isGiving: Bool { false }

  package func apply(to state: inout SessionState, _ event: Event) throws(EventError) {
    guard let taskID = event.experiment, let before = state.experiments[taskID]?.position else {
      throw EventError(ordinal: event.ordinal, message: "names no experiment of this session")
    }
    if changesPosition { state.remember(.position(taskID: taskID, before), of: event) }
    if isGiving {
      state.remember(.giving(taskID: taskID, ordinal: event.ordinal, isGone: true), of: event)
    }
    try state.experiments[taskID]?.take(self, event)
  }
}

/// Every kind of event.
package enum EventContents {
  /// A new kind is one file and one line here.
  package static let all: [any EventContent.Type] = [
    SessionStarted.self,
    SessionRenamed.self,
    CommandRun.self,
    ProblemOpened.self,
    ProblemChosen.self,
    SpecMade.self,
    SpecChosen.self,
    RequestSent.self,
    PromptEdited.self,
    CompletionReceived.self,
    CandidateExtracted.self,
    VerdictGiven.self,
    Retest.self,
    GuidanceAdded.self,
    GuidanceDropped.self,
    ReviewMade.self,
    SettingChanged.self,
    HeadMoved.self,
    BranchMade.self,
    BookmarkSet.self,
    NoteAdded.self,
    Undone.self,
    Redone.self,
    InfraFailed.self,
    Cancelled.self,
    Halted.self,
  ]

  /// The same by name.
  static let byKind = Dictionary(uniqueKeysWithValues: all.map { ($0.kind.rawValue, $0) })

  /// The parts of the state that kinds keep for themselves, by name.
  static let parts = Dictionary(
    all.compactMap { $0.part.map { ($0.name, $0) } }, uniquingKeysWith: { first, _ in first })
}
