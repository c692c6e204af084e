import CanonicalJSON
package import Experiments

/// Makes sessions event by event, with no store: each event is sealed and folded at once.
package struct FoldBuilder: Sendable {
  package private(set) var state = SessionState()
  package private(set) var records: [EventRecord] = []
  private let format: Int
  private let taskID: String
  private var lines = 0
  /// The `command` event of the running verb; nil outside of verbs.
  private var command: Int?

  private init(format: Int, taskID: String) {
    (self.format, self.taskID) = (format, taskID)
  }

  /// A session with one problem that is chosen.
  ///
  /// In format 1 events name no command, no branch, and no place but the head.
  package static func opened(format: Int = SessionState.newestFormat) throws -> FoldBuilder {
    var builder = FoldBuilder(format: format, taskID: "T/1")
    var started = SessionStarted(name: "test", koderz: "0")
    started.format = format
    try builder.append(started, ofSession: true)
    try builder.verb()
    try builder.append(
      ProblemOpened(
        Problem(taskID: "T/1", prompt: "def f():", entryPoint: "f"), tests: ContentHash(of: "t"),
        canonicalSolution: ContentHash(of: "")))
    try builder.append(ProblemChosen(taskID: "T/1"))
    return builder
  }

  package enum Failure: Error {
    case noExperiment
  }

  package var experiment: Experiment {
    get throws {
      guard let experiment = state.experiments[taskID] else { throw Failure.noExperiment }
      return experiment
    }
  }

  /// Ordinal of the last event.
  package var last: Int { records.count }

  /// Appends an event.
  ///
  /// - Throws: `EventError` when it does not follow; the builder is then as before.
  package mutating func append(
    _ content: any EventContent, ofSession: Bool = false, parent: Int? = nil
  ) throws {
    let draft = EventDraft(
      content, experiment: ofSession ? nil : taskID, parent: parent,
      command: format > 1 ? command : nil)
    let record = try EventRecord(
      sealing: draft, ordinal: records.count + 1, previous: records.last?.hash ?? .none,
      at: Timestamp(milliseconds: 1000 * records.count))
    var next = state
    try next.apply(try record.event())
    state = next
    records.append(record)
  }

  /// Begins a verb: what follows is its doing.
  package mutating func verb() throws {
    lines += 1
    command = nil
    try append(CommandRun(line: "verb \(lines)"), ofSession: true)
    command = last
  }

  /// What follows is the doing of no verb.
  package mutating func endVerb() { command = nil }

  /// Goes on with the verb whose `command` event has this ordinal.
  package mutating func resume(verb ordinal: Int) { command = ordinal }

  package mutating func undo() throws {
    try verb()
    try append(Undone(), ofSession: true)
  }

  package mutating func redo() throws {
    try verb()
    try append(Redone(), ofSession: true)
  }

  package mutating func goto(_ number: Int, on branch: String? = nil) throws {
    try verb()
    try append(HeadMoved(to: number, branch: branch))
  }

  /// One attempt by hand at the head, as a verb.
  package mutating func attempt(_ outcome: Outcome = .wrong, passed: Int = 0) throws {
    try verb()
    let position = try experiment.position
    try attempt(outcome, passed: passed, at: position.spot, on: position.branch)
  }

  /// An attempt by hand at a spot, moving a branch; nil is one sample of many.
  package mutating func attempt(
    _ outcome: Outcome, passed: Int = 0, at spot: Spot, on branch: String?
  ) throws {
    let number = try experiment.attempts.count + 1
    try append(
      CandidateExtracted(
        at: spot.node, code: ContentHash(of: "code \(number)"), form: .definition,
        origin: "by hand", isByHand: true, branch: format > 1 ? spot.branch : nil))
    let position = try experiment.position
    let known = position.branches.first { $0.name == branch && $0.tip == spot.node }
    let moved = known?.name ?? position.nextAutomaticBranch
    let verdict = Verdict(outcome: outcome, passed: passed, total: 4, results: "pfff")
    try append(
      VerdictGiven(
        number: number, at: spot.node, verdict: verdict, branch: format > 1 ? moved : nil),
      parent: last)
  }

  /// A request of the coder at a spot; returns its ordinal.
  package mutating func request(
    at spot: Spot, sample: Int = 0, replacing replaced: Int? = nil
  ) throws -> Int {
    var sent = RequestSent(
      role: .coder, model: "sim:0.5", tier: .local,
      sampling: Sampling(
        temperature: 0.1, topP: 0.9, maxOutputTokens: 256, contextTokens: 5120, seed: nil,
        thinking: nil, keepAlive: nil),
      template: "iteration", templateHash: .none, slots: [], dropped: [], exposure: .comparable,
      requestHash: ContentHash(of: "request at @\(spot.node)"), path: "", sample: sample, index: 0)
    if format > 1 { (sent.at, sent.branch, sent.replaces) = (spot.node, spot.branch, replaced) }
    try append(sent)
    return last
  }

  /// The answer to a request, and the code read from it; returns the candidate's ordinal.
  package mutating func answer(_ request: Int, sample: Int = 0, at node: Int) throws -> Int {
    let text = "answer to #\(request)"
    try append(
      CompletionReceived(
        role: .coder, model: "sim:0.5", tier: .local, text: ContentHash(of: text), reasoning: nil,
        end: GenerationEnd(usage: Usage(), stopReason: .stop, reportedModel: "sim"),
        timeToFirstTokenMs: 1, totalMs: 2, cost: .zero,
        requestHash: ContentHash(of: "request at @\(node)"), sample: sample),
      parent: request)
    try append(
      CandidateExtracted(
        at: node, code: ContentHash(of: "code of #\(request)"), form: .definition,
        origin: "block 1 of 1"), parent: last)
    return last
  }

  /// The verdict on a candidate.
  package mutating func judge(
    _ candidate: Int, _ outcome: Outcome = .wrong, at node: Int, on branch: String?
  ) throws {
    try append(
      VerdictGiven(
        number: try experiment.attempts.count + 1, at: node,
        verdict: Verdict(outcome: outcome, passed: 1, total: 4, results: "pfff"), branch: branch),
      parent: candidate)
  }

  /// Guidance at a spot.
  package mutating func guide(
    _ text: String, _ scope: GuidanceScope, at spot: Spot
  ) throws {
    try append(
      GuidanceAdded(
        number: try experiment.guidance.count + 1, at: spot.node, scope: scope, text: text,
        branch: format > 1 ? spot.branch : nil))
  }

  /// A review at a spot and the guidance from it.
  package mutating func review(at spot: Spot) throws {
    let number = try experiment.reviews.count + 1
    try append(
      ReviewMade(
        number: number, at: spot.node, text: ContentHash(of: "review \(number)"),
        model: "sim:0.9", guidance: try experiment.guidance.count + 1, isAutomatic: true,
        tokens: 10, cost: .zero, branch: format > 1 ? spot.branch : nil))
    try guide("review \(number)", .review, at: spot)
  }
}
