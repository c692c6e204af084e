import CanonicalJSON
import Experiments
import Judging

/// Writes a long session: problem after problem, attempts that fail, a review after every five.
///
/// Payloads are of the size real ones have: five slots in a request, three failures in a verdict.
struct SessionDraft {
  /// One verb's events and the texts they name.
  typealias Verb = (drafts: [EventDraft], texts: [String])

  private let problems: [BenchmarkProblem]
  private let attemptsPerProblem = 100
  private var ordinal = 0
  private var problemIndex = -1
  private var attempt = 0
  private var reviews = 0
  private var requests = 0
  private var isStarted = false

  init(problems: [BenchmarkProblem]) { self.problems = problems }

  private var whole: BenchmarkProblem { problems[max(0, problemIndex) % problems.count] }
  private var problem: Problem { whole.problem }
  private var isReviewDue: Bool {
    attempt > 0 && attempt.isMultiple(of: 5) && reviews < attempt / 5
  }

  /// The next verb of the session.
  mutating func nextVerb() -> Verb {
    if !isStarted {
      isStarted = true
      ordinal = 1
      return ([EventDraft(SessionStarted(name: "long", koderz: "bench"))], [])
    }
    if problemIndex < 0 || attempt == attemptsPerProblem, problemIndex + 1 < problems.count {
      return use()
    }
    return isReviewDue ? review() : step()
  }

  private mutating func verb(_ line: String, _ payloads: [any EventContent], texts: [String])
    -> Verb
  {
    let first = ordinal + 1
    ordinal += 1 + payloads.count
    let drafts = payloads.enumerated().map { offset, payload in
      EventDraft(
        payload, experiment: problem.taskID, parent: first + offset, command: first)
    }
    return ([EventDraft(CommandRun(line: line))] + drafts, texts)
  }

  private mutating func use() -> Verb {
    problemIndex += 1
    (attempt, reviews, requests) = (0, 0, 0)
    let spec = "# Function purpose\n\(problem.prompt)\n# Edge cases\nempty input, one element\n"
    let made = SpecMade(
      number: 1, taskID: problem.taskID, text: ContentHash(of: spec),
      key: ContentHash(of: problem.taskID), model: "gpt-oss:20b", template: "spec", origin: .model,
      tokens: 220, cost: .init(nanoUSD: 0))
    return verb(
      "use \(problem.taskID); spec",
      [
        ProblemOpened(whole),
        ProblemChosen(taskID: problem.taskID), made,
        SpecChosen(number: 1),
      ], texts: whole.texts + [spec])
  }

  private mutating func step() -> Verb {
    let code = "\(problem.prompt)    # attempt \(attempt + 1)\n\(whole.gold.canonicalSolution)"
    let answer = "Here is the solution:\n\n```python\n\(code)\n```\n"
    let slots = [
      ("system", "You write Python functions."), ("problem", problem.prompt),
      ("code", "Your last attempt was:\n\(code)"),
      ("failure", "candidate([1.0, 2.0], 0.5) should be True and was False (\(attempt))"),
      ("guidance", "Look at the boundary of the comparison again (\(reviews))."),
    ]
    let request = request(.coder, "qwen2.5-coder:32b", slots)
    let number = attempt + 1
    let candidate = CandidateExtracted(
      at: attempt, code: ContentHash(of: code), form: .definition, origin: "block 1 of 1")
    let given = VerdictGiven(
      number: number, at: attempt, verdict: InstantSandbox.verdict, branch: "main")
    let completion = completion(to: request, answer)
    attempt += 1
    requests += 1
    return verb(
      "step",
      [request, completion, candidate, given],
      texts: slots.map(\.1) + [answer, code])
  }

  private mutating func review() -> Verb {
    reviews += 1
    let text = "The loop ends one element early: review \(reviews) of \(problem.taskID)."
    let slots = [("problem", problem.prompt), ("tests", whole.gold.tests)]
    let request = request(.reviewer, "claude-sonnet-4-5", slots)
    let added = GuidanceAdded(number: reviews, at: attempt, scope: .review, text: text)
    let made = ReviewMade(
      number: reviews, at: attempt, text: ContentHash(of: text), model: request.model,
      guidance: reviews, isAutomatic: true, tokens: 300, cost: Money(nanoUSD: 6_600_000))
    return verb(
      "review",
      [
        request, completion(to: request, text), added,
        made,
      ], texts: slots.map(\.1) + [text])
  }

  private func request(_ role: Role, _ model: String, _ slots: [(String, String)]) -> RequestSent {
    let place = "\(problem.taskID) \(role.rawValue) \(attempt)"
    return RequestSent(
      role: role, model: model, tier: role == .coder ? .local : .fullFrontier,
      sampling: Sampling(
        temperature: 0.1, topP: 0.9, maxOutputTokens: 4096, contextTokens: 5120, seed: nil),
      template: "iteration", templateHash: ContentHash(of: "iteration"),
      slots: slots.map { name, text in
        SlotRecord(
          name: name, speaker: name == "system" ? .system : .user, text: ContentHash(of: text),
          tokens: text.utf8.count / 4, origin: "@\(attempt)")
      }, dropped: [], exposure: .feedback, requestHash: ContentHash(of: place),
      path: (0..<attempt).map { String($0 + 1) }.joined(separator: "."), sample: 0,
      index: requests, spec: 1, guidance: reviews > 0 ? [reviews] : [],
      failuresShown: attempt > 0 ? [attempt] : [])
  }

  private func completion(to request: RequestSent, _ answer: String) -> CompletionReceived {
    CompletionReceived(
      role: request.role, model: request.model, tier: request.tier,
      text: ContentHash(of: answer), reasoning: nil,
      end: GenerationEnd(
        usage: Usage(inputTokens: 912, outputTokens: 184), stopReason: .stop,
        reportedModel: request.model),
      timeToFirstTokenMs: 310, totalMs: 4_210,
      cost: Money(nanoUSD: request.tier == .local ? 0 : 5_496_000),
      requestHash: request.requestHash, sample: 0)
  }
}
