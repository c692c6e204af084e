package import CanonicalJSON
package import Experiments
package import Judging
import Testing

/// Makes sessions for tests, event by event, as the workbench does.
package struct SessionBuilder {
  package private(set) var state = SessionState()
  package private(set) var events: [Event] = []
  package private(set) var texts: [ContentHash: String] = [:]
  private let problem: BenchmarkProblem

  package init(_ problem: BenchmarkProblem = .half) throws {
    self.problem = problem
    for text in problem.texts { _ = keep(text) }
    try append(SessionStarted(name: "2026-11-21", koderz: "0.1"))
    try append(ProblemOpened(problem))
    try append(ProblemChosen(taskID: problem.taskID))
  }

  package var experiment: Experiment {
    get throws { try #require(state.experiment) }
  }

  /// Remembers a text that events name.
  package mutating func keep(_ text: String) -> ContentHash {
    let hash = ContentHash(of: text)
    texts[hash] = text
    return hash
  }

  /// Appends an event of the session, or of the experiment for those that belong to one.
  package mutating func append(_ payload: any EventContent, inExperiment: Bool = false) throws {
    let draft = EventDraft(
      payload, experiment: inExperiment ? problem.taskID : nil,
      parent: inExperiment ? events.count : nil)
    let record = try EventRecord(
      sealing: draft, ordinal: events.count + 1, previous: state.lastHash,
      at: Timestamp(milliseconds: 1_795_255_200_000 + events.count * 1000))
    let event = try record.event()
    try state.apply(event)
    events.append(event)
  }

  package mutating func command(_ line: String) throws { try append(CommandRun(line: line)) }

  package mutating func spec(_ text: String) throws {
    let number = try experiment.specs.count + 1
    try append(
      SpecMade(
        number: number, taskID: problem.taskID, text: keep(text), key: .none,
        model: "gpt-oss:20b", template: "minimal", origin: .model, tokens: 312, cost: .zero),
      inExperiment: true)
    try append(SpecChosen(number: number), inExperiment: true)
  }

  /// A whole attempt of a model at the head.
  package mutating func attempt(_ code: String?, _ verdict: Verdict, prose: String = "") throws {
    let spot = try experiment.position.spot
    let guidance = try experiment.effectiveGuidance(at: spot).map(\.number)
    let spec = try experiment.holdings.spec
    let slots = [
      SlotRecord(
        name: "system", speaker: .system, text: keep("Write Python."), tokens: 4,
        origin: "iteration"),
      SlotRecord(
        name: "problem", speaker: .user, text: keep(problem.problem.prompt), tokens: 18,
        origin: problem.taskID),
    ]
    let sampling = Sampling(
      temperature: 0.1, topP: 0.9, maxOutputTokens: 4096, contextTokens: 5120)
    try append(
      RequestSent(
        role: .coder, model: "qwen2.5-coder:32b", tier: .local, sampling: sampling,
        template: "iteration", templateHash: .none, slots: slots, dropped: [],
        exposure: .comparable, requestHash: .none, path: "", sample: 0, index: 0, spec: spec,
        guidance: guidance), inExperiment: true)
    let end = GenerationEnd(
      usage: Usage(inputTokens: 22, outputTokens: 284), stopReason: .stop,
      reportedModel: "qwen2.5-coder:32b")
    try append(
      CompletionReceived(
        role: .coder, model: "qwen2.5-coder:32b", tier: .local, text: keep(prose + (code ?? "")),
        reasoning: nil, end: end, timeToFirstTokenMs: 210, totalMs: 7400, cost: .zero,
        requestHash: .none, sample: 0), inExperiment: true)
    try candidate(code, verdict, isByHand: false)
  }

  /// An attempt that a person wrote, at the head.
  package mutating func byHand(_ code: String, _ verdict: Verdict) throws {
    try candidate(code, verdict, isByHand: true)
  }

  private mutating func candidate(_ code: String?, _ verdict: Verdict, isByHand: Bool) throws {
    let place = try experiment.position.head
    try append(
      CandidateExtracted(
        at: place, code: code.map { keep($0) }, form: code == nil ? nil : .definition,
        origin: isByHand ? "by hand" : "block 1 of 1", isByHand: isByHand), inExperiment: true)
    let number = try experiment.attempts.count + 1
    let position = try experiment.position
    try append(
      VerdictGiven(
        number: number, at: place, verdict: verdict,
        branch: position.branch ?? position.nextAutomaticBranch), inExperiment: true)
  }

  package mutating func guide(_ text: String, _ scope: GuidanceScope = .once) throws {
    let experiment = try experiment
    try append(
      GuidanceAdded(
        number: experiment.guidance.count + 1, at: experiment.position.head, scope: scope,
        text: text, branch: experiment.position.spot.branch), inExperiment: true)
  }

  package mutating func review(_ text: String) throws {
    try guide(text, .review)
    let experiment = try experiment
    try append(
      ReviewMade(
        number: experiment.reviews.count + 1, at: experiment.position.head, text: keep(text),
        model: "claude-sonnet-4-5", guidance: experiment.guidance.count, isAutomatic: false,
        tokens: 418, cost: Money(nanoUSD: 8_900_000), branch: experiment.position.spot.branch),
      inExperiment: true)
  }

  package mutating func goto(_ number: Int) throws {
    try append(HeadMoved(to: number), inExperiment: true)
  }

  package mutating func fork(_ name: String) throws {
    let head = try experiment.position.head
    let from = try experiment.position.spot.branch
    try append(BranchMade(name: name, at: head, from: from), inExperiment: true)
  }

  package mutating func bookmark(_ name: String) throws {
    let head = try experiment.position.head
    try append(BookmarkSet(name: name, number: head), inExperiment: true)
  }
}

extension BenchmarkProblem {
  /// A small problem of our own.
  package static let half = BenchmarkProblem(
    Problem(
      taskID: "Starter/1", prompt: "def half(n):\n    \"\"\"Half of n.\"\"\"\n",
      entryPoint: "half"),
    gold: Gold(
      tests: "def check(candidate):\n    assert candidate(3) == 1.5\n",
      canonicalSolution: "    return n / 2\n"))
}

extension Verdict {
  package static let pass = Verdict(
    outcome: .pass, passed: 8, total: 8, results: "pppppppp", wallMs: 12)

  package static func wrong(_ passed: Int, of total: Int = 8) -> Verdict {
    Verdict(
      outcome: .wrong, passed: passed, total: total,
      results: String(repeating: "p", count: passed)
        + String(repeating: "f", count: total - passed),
      failures: [
        AssertionFailure(
          index: passed, expression: "candidate(3) == 1.5", call: "half(3)", expected: "1.5",
          got: "1", line: 2)
      ], wallMs: 12)
  }

  package static let timeout = Verdict(
    outcome: .timeout, passed: 0, total: 8, results: "nnnnnnnn", message: "2.3 s CPU (limit 2 s)",
    cpuMs: 2300, wallMs: 2400)
}
