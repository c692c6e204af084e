import Experiments
import Presentation
import Runs

/// One problem of a session: its tree, and what happened in the order it happened.
struct MarkdownExperiment {
  private let experiment: Experiment
  private let input: TranscriptInput
  private let events: [Event]

  init(_ experiment: Experiment, in input: TranscriptInput) {
    self.experiment = experiment
    self.input = input
    events = Self.events(of: experiment.taskID, in: input.events)
  }

  var blocks: [Markdown] {
    var blocks: [Markdown] = ["## \(experiment.taskID) \(experiment.problem.entryPoint)", result]
    if !experiment.attempts.isEmpty {
      let tree = AttemptTree.lines(of: experiment).map { DisplayText.harmless($0.plain) }
      blocks.append(.fence(tree.joined(separator: "\n")))
    }
    blocks.append(
      .details("Problem", [.fence(input.text(experiment.problem.prompt), "python")]))
    blocks += events.flatMap(story)
    if !experiment.ledger.entries.isEmpty {
      blocks += ["### Cost", MarkdownCost.table(experiment.ledger)]
    }
    return blocks
  }

  private var result: Markdown {
    let attempts = Numbers.plural(experiment.attempts.count, "attempt")
    let guidance = experiment.guidance.count { $0.scope != .review }
    let rest = ", \(guidance) guidance, \(Numbers.plural(experiment.reviews.count, "review"))"
    guard let pass = experiment.firstModelPass else {
      let best = experiment.attempts.max { $0.passed < $1.passed }
      let reached = best.map { ", best \($0.passed)/\($0.total) by @\($0.number)" } ?? ""
      return "**Not solved**: \(attempts)\(rest)\(reached)"
    }
    return "**Solved** by @\(pass.number): \(attempts)\(rest)"
  }

  /// The experiment's own events, and the remarks made while one worked on it.
  private static func events(of taskID: String, in events: [Event]) -> [Event] {
    var current: String?
    return events.filter { event in
      if let choice = event.payload as? ProblemChosen { current = choice.taskID }
      if event.payload is NoteAdded { return (event.experiment ?? current) == taskID }
      return event.experiment == taskID
    }
  }

  private func story(_ event: Event) -> [Markdown] {
    switch event.payload {
    case let spec as SpecMade: tell(spec)
    case let guidance as GuidanceAdded: tell(guidance)
    case let review as ReviewMade: tell(review)
    case let given as VerdictGiven: attempt(given)
    case let retest as Retest: tell(retest)
    case let failure as InfraFailed: tell(failure)
    case let note as NoteAdded: ["Note:", .quote(note.text)]
    default: []
    }
  }

  private func tell(_ spec: SpecMade) -> [Markdown] {
    let cost = spec.cost.map { ", \($0)" } ?? ""
    let maker =
      spec.origin == .edited ? "by hand, edited from s\(spec.editedFrom ?? 0)" : spec.model
    return [
      "### s\(spec.number) spec",
      "\(maker), template \(spec.template), \(Numbers.plural(spec.tokens, "token"))\(cost)",
      .details("Spec s\(spec.number)", [.fence(input.text(spec.text), "markdown")]),
    ]
  }

  private func tell(_ guidance: GuidanceAdded) -> [Markdown] {
    // A review's own words follow with the review.
    guard guidance.scope != .review else { return [] }
    let scope = guidance.scope == .sticky ? "for every attempt below" : "for the next attempt"
    return [
      "**Guidance g\(guidance.number)** at @\(guidance.at), \(scope):", .quote(guidance.text),
    ]
  }

  private func tell(_ review: ReviewMade) -> [Markdown] {
    let how = review.isAutomatic ? ", automatic" : ""
    let cost = review.cost.map { ", \($0)" } ?? ""
    return [
      "### r\(review.number) review",
      "\(review.model) at @\(review.at), guidance g\(review.guidance)\(how)\(cost)",
      .quote(input.text(review.text)),
    ]
  }

  private func tell(_ retest: Retest) -> [Markdown] {
    let result = VerdictText.headline(retest.verdict).plain
    let same = retest.differs ? "**differs: the candidate is flaky**" : "the same" as Markdown
    return ["Tested again, @\(retest.number): \(result) (\(same))"]
  }

  private func tell(_ failure: InfraFailed) -> [Markdown] {
    let fault: Markdown =
      "Not an attempt: \(failure.stage) failed at \(failure.endpoint): \(failure.message)"
    guard let partial = failure.partial else { return [fault] }
    return [fault, .details("What had come of the answer", [.fence(input.text(partial))])]
  }

  private func attempt(_ given: VerdictGiven) -> [Markdown] {
    guard let attempt = experiment.attempt(given.number) else { return [] }
    return MarkdownAttempt(attempt, given.verdict, of: experiment, in: input).blocks
  }
}
