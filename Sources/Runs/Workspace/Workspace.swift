package import Experiments
import Problems
import Synchronization

/// The one owner of the open session: every change of it passes here, one after the other.
///
/// It is an actor because the shell's foreground task, its notices and the shutdown on a signal all
/// reach for the same session.
package actor Workspace {
  /// A session of the store that this process holds.
  struct Opened {
    var id: SessionID
    var state: SessionState
    var snapshotOrdinal: Int
    /// How many of the problem sets that were loaded its events name.
    var recordedLoads = 0
  }

  package nonisolated let services: Services
  /// Keeps keys out of what is recorded.
  package nonisolated let secrets: SecretFilter
  var settings: Settings
  var opened: Opened?
  /// The name of a session that begins with its first event, so that looking around leaves none.
  var plannedName: String
  /// What the sessions that begin here are for.
  let sessionKind: SessionKind
  var library = ProblemSet()
  var libraryIsLoaded = false
  /// The lines that load what was loaded, in order.
  var loadLines: [String] = []
  /// The line whose doing the next events are; recorded with the first of them.
  private var commandLine: String?
  private var textCache: [ContentHash: String] = [:]
  /// Events just appended or read, by ordinal: what a step made is at hand for the next one.
  private var eventCache: [Int: Event] = [:]
  /// Templates as they were last read, by name.
  var templateCache: [String: PromptTemplate] = [:]
  /// Who stands in for a model that cannot be had, by role.
  var standIns: [Role: String] = [:]
  /// Folds older sessions for their results, once they were asked for.
  var projecting: Task<Void, Never>?
  /// Models and the options they were asked without, that were told.
  var toldUnsent: Set<String> = []
  /// The most that calls under way can cost.
  var reserved = Money.zero
  /// What calls that the session does not record have cost at most, since koderz was started.
  var unrecorded = Money.zero

  package init(
    services: Services, sessionName: String, sessionKind: SessionKind = .interactive
  ) {
    self.services = services
    self.sessionKind = sessionKind
    plannedName = sessionName
    settings = Settings(environment: services.environment)
    secrets = SecretFilter(environment: services.environment)
  }

  /// The open session as its events make it; empty while none has begun.
  package var state: SessionState { opened?.state ?? SessionState() }

  /// The open session's name, or the one it will have.
  package var sessionName: String { opened?.state.name ?? plannedName }

  /// The experiment one works on.
  ///
  /// - Throws: `WorkbenchError` when no problem was chosen yet.
  package func experiment() throws -> Experiment {
    guard let experiment = state.experiment else {
      throw WorkbenchError("no problem is chosen", hint: "use ID; problems lists them")
    }
    return experiment
  }

  /// The settings with the open session's own on top.
  package var currentSettings: Settings {
    var current = settings
    current.replace(.session, with: state.settings)
    return current
  }

  /// Gives a setting a value outside the session: from a file or a flag.
  package func configure(_ name: String, to value: String?, in origin: SettingOrigin) {
    settings.set(name, to: value, in: origin)
  }

  // MARK: Events

  /// Says which line the coming events are the doing of.
  package func beginCommand(_ line: String) { commandLine = line }

  /// Forgets the line when nothing came of it.
  package func endCommand() { commandLine = nil }

  /// The ordinal that the next event appended will have.
  var nextOrdinal: Int { state.lastOrdinal + (commandLine == nil ? 1 : 2) }

  /// Appends events and the texts they name, durable on return, and takes them into the state.
  ///
  /// `lines` were typed before the line whose doing the events are, and made none of their own.
  /// - Throws: `StoreError`; then nothing was appended and the state is as before.
  func append(
    _ drafts: [EventDraft], texts: [String] = [], after lines: ArraySlice<String> = []
  ) async throws {
    try await beginSession()
    guard let (id, hash, ordinal) = opened.map({ ($0.id, $0.state.lastHash, $0.state.lastOrdinal) })
    else { return }
    let commands = (lines + (commandLine.map { [$0] } ?? [])).map {
      EventDraft(.command(CommandRun(line: $0)))
    }
    let events = try seal(commands + drafts, after: hash, ordinal: ordinal)
    // What is at hand came from the store or was appended: it need not be stored again.
    let new = texts.map { (hash: ContentHash(of: $0), text: $0) }.filter {
      textCache[$0.hash] == nil
    }
    guard var state = opened?.state else { return }
    for sealed in events { try state.apply(sealed.event) }
    let batch = SessionAppend(
      events: events.map(\.record), texts: new.map(\.text),
      results: state.results(of: Set(events.compactMap(\.event.experiment))))
    try await services.store.append(batch, to: id)
    commandLine = nil
    for (hash, text) in new { remember(text, as: hash) }
    for sealed in events { remember(sealed.event) }
    opened?.state = state
  }

  private func seal(
    _ drafts: [EventDraft], after hash: ContentHash, ordinal: Int
  ) throws -> [(record: EventRecord, event: Event)] {
    let at = services.clock.now()
    var previous = hash
    return try drafts.enumerated().map { offset, draft in
      var draft = draft
      var record = try EventRecord(
        sealing: draft, ordinal: ordinal + 1 + offset, previous: previous, at: at)
      let clean = secrets.redact(record.payload)
      if clean != record.payload {
        draft.payload = try Payload(kind: draft.payload.kind, canonicalJSON: clean)
        record = try EventRecord(
          sealing: draft, ordinal: ordinal + 1 + offset, previous: previous, at: at)
      }
      let event = Event(
        ordinal: record.ordinal, previous: previous, hash: record.hash,
        experiment: draft.experiment, parent: draft.parent, command: draft.command, at: at,
        payload: draft.payload)
      previous = record.hash
      return (record, event)
    }
  }

  /// Appends events of the experiment one works on.
  ///
  /// - Throws: as `append`, and `WorkbenchError` when no problem was chosen yet.
  func record(_ payloads: [Payload], parent: Int? = nil, texts: [String] = []) async throws {
    let taskID = try experiment().taskID
    try await append(
      payloads.map { EventDraft($0, experiment: taskID, parent: parent) }, texts: texts)
  }

  // MARK: Texts

  /// The text a hash names.
  ///
  /// - Throws: `StoreError`, with code `damaged` when the store lacks it.
  package func text(_ hash: ContentHash) async throws -> String {
    if let text = textCache[hash] { return text }
    guard let text = try await services.store.texts([hash])[hash] else {
      throw StoreError(
        code: .damaged, message: "the store lacks the text \(hash); session verify tells what else")
    }
    remember(text, as: hash)
    return text
  }

  private func remember(_ text: String, as hash: ContentHash) {
    if textCache.count >= 4096 { textCache.removeAll(keepingCapacity: true) }
    textCache[hash] = text
  }

  /// The event with this ordinal.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func event(_ ordinal: Int) async throws -> Event {
    if let event = eventCache[ordinal] { return event }
    guard let session = opened,
      let record = try await services.store.events(of: session.id, ordinals: ordinal...ordinal)
        .first
    else { throw WorkbenchError("there is no event #\(ordinal)", hint: "log --events") }
    let event = try record.event()
    remember(event)
    return event
  }

  private func remember(_ event: Event) {
    if eventCache.count >= 1024 { eventCache.removeAll(keepingCapacity: true) }
    eventCache[event.ordinal] = event
  }

  /// The whole verdict of an attempt.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func verdict(of attempt: Attempt) async throws -> Verdict {
    guard case .verdict(let given) = try await event(attempt.verdict).payload else {
      throw EventError(ordinal: attempt.verdict, message: "is not a verdict")
    }
    return given.verdict
  }

  /// The candidate of an attempt: where it was found and what was repaired.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func candidate(of attempt: Attempt) async throws -> CandidateExtracted {
    guard case .candidate(let candidate) = try await event(attempt.candidate).payload else {
      throw EventError(ordinal: attempt.candidate, message: "is not a candidate")
    }
    return candidate
  }

  /// The code of an attempt; nil when its completion held none.
  ///
  /// - Throws: `StoreError`.
  package func code(of attempt: Attempt) async throws -> String? {
    guard let hash = attempt.code else { return nil }
    return try await text(hash)
  }

  /// Drops what belongs to a session that is being left.
  func forgetCaches() {
    textCache = [:]
    eventCache = [:]
  }
}
