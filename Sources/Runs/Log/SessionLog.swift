package import CanonicalJSON
package import Experiments

/// The open session's events: the only way in which it changes.
///
/// It is an actor because every caller appends to one chain. What callers ask for while a transaction is
/// under way goes into the next one together.
package actor SessionLog {
  /// A session of the store that this process holds.
  struct Opened {
    var id: SessionID
    var queue: AppendQueue
    var snapshotOrdinal: Int
    /// The `command` events of the lines that have made events, by scope.
    var commands: [Int: Int] = [:]
    /// The plans that lines set going before their first event, by scope.
    var plans: [Int: PlanRecord] = [:]
    /// How many of the problem sets that were loaded its events name.
    var recordedLoads = 0
  }

  /// One caller's batch, made when its turn comes.
  struct Waiting {
    let make: @Sendable (SessionState) throws -> Batch
    let scope: CommandScope?
    let willShow: (@Sendable ([Event]) -> Void)?
    let continuation: CheckedContinuation<[Event], any Error>
  }

  let store: any SessionStore
  let clock: Clock
  let version: String
  let secrets: SecretFilter
  var opened: Opened?
  /// The name of a session that begins with its first event, so that looking around leaves none.
  var planned: PlannedSession
  private var waiting: [Waiting] = []
  /// Whether somebody writes, or does what no append may come between.
  private var isTaken = false
  /// Those who wait to do such a thing.
  private var turns: [CheckedContinuation<Void, Never>] = []
  private var textCache: [ContentHash: String] = [:]
  /// Events just appended or read, by ordinal: what a step made is at hand for the next one.
  private var eventCache: [Int: Event] = [:]
  /// The lines that load what was loaded, in order.
  var loadLines: [String] = []

  init(
    store: any SessionStore, clock: Clock, version: String, secrets: SecretFilter,
    planned: PlannedSession
  ) {
    (self.store, self.clock, self.version) = (store, clock, version)
    (self.secrets, self.planned) = (secrets, planned)
  }

  /// The open session as its stored events make it; empty while none has begun.
  package var state: SessionState { opened?.queue.stored ?? SessionState() }

  /// Names the open session in its store; nil while none has begun.
  package var openedID: SessionID? { opened?.id }

  /// The open session's name, or the one it will have.
  package var name: String { opened?.queue.stored.name ?? planned.name }

  // MARK: Appending

  /// Appends a batch, durable on return.
  ///
  /// `make` is called when its turn comes, with the state that the batch will follow: numbers are given
  /// there. `willShow` gets the events when they are stored and before any caller sees them.
  ///
  /// **Effects**: not stopped by cancellation of the caller.
  ///
  /// - Throws: what `make` throws; `EventError` when the events do not follow; `StoreError`. Then nothing
  ///   of the batch was stored, and the batches of other callers are as they were.
  @discardableResult
  package func append(
    willShow: (@Sendable ([Event]) -> Void)? = nil,
    _ make: @escaping @Sendable (SessionState) throws -> Batch
  ) async throws -> [Event] {
    let scope = CommandScope.current
    return try await withCheckedThrowingContinuation { continuation in
      waiting.append(
        Waiting(make: make, scope: scope, willShow: willShow, continuation: continuation))
      guard !isTaken else { return }
      isTaken = true
      Task { await drain() }
    }
  }

  /// Does something between two transactions; what callers append meanwhile waits.
  func betweenAppends<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    if isTaken { await withCheckedContinuation { turns.append($0) } } else { isTaken = true }
    defer { handOver() }
    return try await body()
  }

  /// Stores what waits, in groups, until nothing does or somebody needs to come between.
  private func drain() async {
    while !waiting.isEmpty, turns.isEmpty {
      let group = waiting
      waiting = []
      await store(group)
    }
    handOver()
  }

  private func handOver() {
    if !turns.isEmpty {
      turns.removeFirst().resume()
    } else if !waiting.isEmpty {
      Task { await drain() }
    } else {
      isTaken = false
    }
  }

  private func store(_ group: [Waiting]) async {
    let group = opened == nil ? answerable(group) : group
    guard !group.isEmpty else { return }
    do {
      try await beginSession()
    } catch {
      for caller in group { caller.continuation.resume(throwing: error) }
      return
    }
    var accepted: [(caller: Waiting, events: [Event])] = []
    var append = SessionAppend()
    let (time, recordedLoads) = (clock.now(), opened?.recordedLoads ?? 0)
    for caller in group {
      do {
        accepted.append((caller, try seal(caller, at: time, into: &append)))
      } catch {
        caller.continuation.resume(throwing: error)
      }
    }
    guard !accepted.isEmpty, let id = opened?.id else { return }
    await finish(accepted, append, to: id, recordedLoads)
  }

  /// Stores what was sealed and answers those whose it is.
  private func finish(
    _ accepted: [(caller: Waiting, events: [Event])], _ append: SessionAppend, to id: SessionID,
    _ recordedLoads: Int
  ) async {
    do {
      try await write(append, to: id)
      for (caller, events) in accepted { caller.willShow?(events) }
      try opened?.queue.commit()
      for case let scope? in accepted.map(\.caller.scope) { opened?.plans[scope.id] = nil }
      for (caller, events) in accepted { caller.continuation.resume(returning: events) }
    } catch {
      forgetSealed(recordedLoads)
      for (caller, _) in accepted { caller.continuation.resume(throwing: error) }
    }
  }

  /// Those callers whose batches begin a session; the others are answered, and none is begun for them.
  private func answerable(_ group: [Waiting]) -> [Waiting] {
    group.filter { caller in
      do {
        guard try caller.make(SessionState()).drafts.isEmpty else { return true }
        caller.continuation.resume(returning: [])
      } catch {
        caller.continuation.resume(throwing: error)
      }
      return false
    }
  }

  /// Goes back to what is stored, and to the lines whose first event is.
  private func forgetSealed(_ recordedLoads: Int) {
    guard var session = opened else { return }
    session.queue.abandon()
    let last = session.queue.stored.lastOrdinal
    session.commands = session.commands.filter { $0.value <= last }
    session.recordedLoads = recordedLoads
    opened = session
  }

  /// Seals one caller's batch; the first batch of a line brings the line's own event.
  private func seal(
    _ caller: Waiting, at time: Timestamp, into append: inout SessionAppend
  ) throws -> [Event] {
    guard var session = opened else { return [] }
    // Moved out and back: a second reference would make every change a copy.
    opened = nil
    defer { opened = session }
    var batch = try caller.make(session.queue.ahead)
    guard !batch.drafts.isEmpty else { return [] }
    let known = caller.scope.flatMap { session.commands[$0.id] }
    var lines: [EventDraft] = []
    if let scope = caller.scope, known == nil {
      let loads = loadLines.dropFirst(session.recordedLoads).map { CommandRun(line: $0) }
      let opensProblem = batch.drafts.contains { $0.payload is ProblemChosen }
      lines = (opensProblem ? loads : []).map { EventDraft($0) }
      lines.append(EventDraft(CommandRun(line: scope.line, plan: session.plans[scope.id])))
      if opensProblem { session.recordedLoads = loadLines.count }
    }
    let command = known ?? (lines.isEmpty ? nil : session.queue.ahead.lastOrdinal + lines.count)
    for index in batch.drafts.indices { batch.drafts[index].command = command }
    let sealed = try session.queue.seal(lines + batch.drafts, at: time, redact: secrets.redact)
    if let scope = caller.scope, let command { session.commands[scope.id] = command }
    append.events += sealed.map(\.record)
    append.texts += batch.texts
    return sealed.map(\.event)
  }

  private func write(_ append: SessionAppend, to id: SessionID) async throws {
    var append = append
    // What is at hand came from the store or was appended: it need not be stored again.
    append.texts = Array(Set(append.texts.filter { textCache[$0.hash] == nil }))
    append.results = changedResults()
    try await store.append(append, to: id)
    for named in append.texts { remember(named.text, as: named.hash) }
    for sealed in opened?.queue.sealed ?? [] { remember(sealed.event) }
  }

  /// The rows of the projection that the sealed events change.
  private func changedResults() -> [ProblemResult] {
    guard let queue = opened?.queue else { return [] }
    let changed = queue.sealed.filter { $0.event.payload.changesResult }
    return queue.ahead.results(of: Set(changed.compactMap(\.event.experiment)).sorted())
  }

  // MARK: Texts and events

  /// The text a hash names.
  ///
  /// - Throws: `StoreError`, with code `damaged` when the store lacks it.
  package func text(_ hash: ContentHash) async throws -> String {
    if let text = textCache[hash] { return text }
    guard let text = try await store.texts([hash])[hash] else {
      throw StoreError(
        code: .damaged,
        message: "the store lacks the text \(hash); session verify shows what else is missing")
    }
    remember(text, as: hash)
    return text
  }

  /// The event with this ordinal.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func event(_ ordinal: Int) async throws -> Event {
    if let event = eventCache[ordinal] { return event }
    guard let session = opened,
      let record = try await store.events(of: session.id, ordinals: ordinal...ordinal).first
    else { throw WorkbenchError("there is no event #\(ordinal)", hint: "log --events lists them") }
    let event = try record.event()
    remember(event)
    return event
  }

  private func remember(_ text: String, as hash: ContentHash) {
    if textCache.count >= 4096 { textCache.removeAll(keepingCapacity: true) }
    textCache[hash] = text
  }

  private func remember(_ event: Event) {
    if eventCache.count >= 1024 { eventCache.removeAll(keepingCapacity: true) }
    eventCache[event.ordinal] = event
  }

  /// Drops what belongs to a session that is being left.
  func forgetCaches() {
    textCache = [:]
    eventCache = [:]
  }

  /// Says what the line of the running task sets going; it is recorded with the line's first event.
  func note(_ plan: PlanRecord) {
    guard let scope = CommandScope.current else { return }
    opened?.plans[scope.id] = plan
  }

  /// Says that a problem set was loaded; the line is recorded with the next problem that is used.
  package func noteLoad(_ line: String) { loadLines.append(line) }
}
