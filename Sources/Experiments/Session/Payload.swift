/// The kinds of events, by the names they are stored under.
package enum EventKind: String, Sendable, Hashable, Codable, CaseIterable {
  case sessionStarted = "session-started"
  case sessionRenamed = "session-renamed"
  case command
  case problemOpened = "problem-opened"
  case problemChosen = "problem-chosen"
  case specMade = "spec-made"
  case specChosen = "spec-chosen"
  case request
  case promptEdited = "prompt-edited"
  case completion
  case candidate
  case verdict
  case retest
  case guidanceAdded = "guidance-added"
  case guidanceDropped = "guidance-dropped"
  case review
  case settingChanged = "setting-changed"
  case headMoved = "head-moved"
  case branchMade = "branch-made"
  case bookmark
  case note
  case undone
  case redone
  case infra
  case cancelled
  case halted
}

/// What an event says.
package enum Payload: Sendable, Hashable {
  case sessionStarted(SessionStarted)
  case sessionRenamed(SessionRenamed)
  case command(CommandRun)
  case problemOpened(ProblemOpened)
  case problemChosen(ProblemChosen)
  case specMade(SpecMade)
  case specChosen(SpecChosen)
  case request(RequestSent)
  case promptEdited(PromptEdited)
  case completion(CompletionReceived)
  case candidate(CandidateExtracted)
  case verdict(VerdictGiven)
  case retest(Retest)
  case guidanceAdded(GuidanceAdded)
  case guidanceDropped(GuidanceDropped)
  case review(ReviewMade)
  case settingChanged(SettingChanged)
  case headMoved(HeadMoved)
  case branchMade(BranchMade)
  case bookmark(BookmarkSet)
  case note(NoteAdded)
  case undone(Undone)
  case redone(Redone)
  case infra(InfraFailed)
  case cancelled(Cancelled)
  case halted(Halted)

  /// The value inside, which knows its own kind.
  package var content: any PayloadContent {
    switch self {
    case .sessionStarted(let content): content
    case .sessionRenamed(let content): content
    case .command(let content): content
    case .problemOpened(let content): content
    case .problemChosen(let content): content
    case .specMade(let content): content
    case .specChosen(let content): content
    case .request(let content): content
    case .promptEdited(let content): content
    case .completion(let content): content
    case .candidate(let content): content
    case .verdict(let content): content
    case .retest(let content): content
    case .guidanceAdded(let content): content
    case .guidanceDropped(let content): content
    case .review(let content): content
    case .settingChanged(let content): content
    case .headMoved(let content): content
    case .branchMade(let content): content
    case .bookmark(let content): content
    case .note(let content): content
    case .undone(let content): content
    case .redone(let content): content
    case .infra(let content): content
    case .cancelled(let content): content
    case .halted(let content): content
    }
  }

  package var kind: EventKind { type(of: content).kind }

  func json() throws -> JSONValue { try JSONValue(encoding: content) }

  /// Reads a payload of a kind from its canonical JSON.
  ///
  /// - Throws: `DecodingError` and the like when it is no such payload.
  package init(kind: EventKind, canonicalJSON text: String) throws {
    self =
      switch kind {
      case .sessionStarted: .sessionStarted(try .init(canonicalJSON: text))
      case .sessionRenamed: .sessionRenamed(try .init(canonicalJSON: text))
      case .command: .command(try .init(canonicalJSON: text))
      case .problemOpened: .problemOpened(try .init(canonicalJSON: text))
      case .problemChosen: .problemChosen(try .init(canonicalJSON: text))
      case .specMade: .specMade(try .init(canonicalJSON: text))
      case .specChosen: .specChosen(try .init(canonicalJSON: text))
      case .request: .request(try .init(canonicalJSON: text))
      case .promptEdited: .promptEdited(try .init(canonicalJSON: text))
      case .completion: .completion(try .init(canonicalJSON: text))
      case .candidate: .candidate(try .init(canonicalJSON: text))
      case .verdict: .verdict(try .init(canonicalJSON: text))
      case .retest: .retest(try .init(canonicalJSON: text))
      case .guidanceAdded: .guidanceAdded(try .init(canonicalJSON: text))
      case .guidanceDropped: .guidanceDropped(try .init(canonicalJSON: text))
      case .review: .review(try .init(canonicalJSON: text))
      case .settingChanged: .settingChanged(try .init(canonicalJSON: text))
      case .headMoved: .headMoved(try .init(canonicalJSON: text))
      case .branchMade: .branchMade(try .init(canonicalJSON: text))
      case .bookmark: .bookmark(try .init(canonicalJSON: text))
      case .note: .note(try .init(canonicalJSON: text))
      case .undone: .undone(try .init(canonicalJSON: text))
      case .redone: .redone(try .init(canonicalJSON: text))
      case .infra: .infra(try .init(canonicalJSON: text))
      case .cancelled: .cancelled(try .init(canonicalJSON: text))
      case .halted: .halted(try .init(canonicalJSON: text))
      }
  }
}

/// A payload's value: it names its kind and travels as a JSON object.
package protocol PayloadContent: Codable, Sendable, Hashable {
  /// The kind that events with such a payload have.
  static var kind: EventKind { get }
}
