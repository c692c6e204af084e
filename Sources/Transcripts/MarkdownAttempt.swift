import Experiments
import Presentation
import Runs

/// One attempt of a transcript: what was asked, what came, what the tests said.
struct MarkdownAttempt {
  private let attempt: Attempt
  private let verdict: Verdict
  private let experiment: Experiment
  private let input: TranscriptInput

  init(
    _ attempt: Attempt, _ verdict: Verdict, of experiment: Experiment, in input: TranscriptInput
  ) {
    self.attempt = attempt
    self.verdict = verdict
    self.experiment = experiment
    self.input = input
  }

  var blocks: [Markdown] {
    let headline = VerdictText.headline(verdict).plain
    var blocks: [Markdown] = ["### @\(attempt.number) \(headline)", facts]
    if let request = payload(attempt.request) as? RequestSent { blocks += tell(request) }
    if let completion = payload(attempt.completion) as? CompletionReceived {
      blocks += tell(completion)
    }
    if let candidate = payload(attempt.candidate) as? CandidateExtracted {
      blocks += tell(candidate)
    }
    if !attempt.isPass {
      let code = attempt.code.map(input.text)
      let why = VerdictText.why(verdict, code: code).map { DisplayText.harmless($0.plain) }
      blocks += ["Verdict:", .fence(why.joined(separator: "\n"))]
    }
    return blocks
  }

  private var facts: Markdown {
    var facts = [attempt.isByHand ? "by hand" : attempt.model, "after @\(attempt.parent)"]
    if let spec = attempt.spec { facts.append("s\(spec)") }
    facts += attempt.guidance.map { "g\($0)" }
    if let tokens = attempt.outputTokens { facts.append("\(Numbers.count(tokens)) tokens out") }
    if !attempt.isByHand { facts.append("model \(Numbers.duration(ms: attempt.modelMs))") }
    facts.append("tests \(Numbers.duration(ms: attempt.testMs))")
    if let cost = attempt.cost { facts.append(cost.description) }
    facts.append(attempt.exposure.rawValue)
    return "\(facts.joined(separator: " · "))"
  }

  private func payload(_ ordinal: Int?) -> (any EventContent)? {
    // Events count from 1 without gaps, so an ordinal is a place.
    guard let ordinal, input.events.indices.contains(ordinal - 1) else { return nil }
    return input.events[ordinal - 1].payload
  }

  private func tell(_ request: RequestSent) -> [Markdown] {
    let sampling = request.sampling
    let seed = sampling.seed.map { ", seed \($0)" } ?? ""
    let dropped =
      request.dropped.isEmpty ? "" : ", left out: \(request.dropped.joined(separator: ", "))"
    let rows: [[Markdown]] = request.slots.map { slot in
      [
        "\(slot.name)", "\(slot.speaker.rawValue)", "\(Numbers.count(slot.tokens))",
        "\(slot.origin)",
      ]
    }
    let tokens = request.slots.reduce(0) { $0 + $1.tokens }
    return [
      .table(["slot", "speaker", "tokens", "from"], numbers: [2], rows),
      """
      Template \(request.template), temperature \(String(sampling.temperature)), \
      top\\_p \(String(sampling.topP)), context \(Numbers.count(sampling.contextTokens)), \
      at most \(Numbers.count(sampling.maxOutputTokens)) tokens out\(seed)\(dropped)
      """,
      .details("Prompt, \(Numbers.plural(tokens, "token"))", messages(of: request)),
    ]
  }

  /// The messages as they were sent: slots of one speaker that follow each other are one.
  private func messages(of request: RequestSent) -> [Markdown] {
    var messages: [(speaker: Message.Speaker, text: String)] = []
    for slot in request.slots {
      let text = input.text(slot.text)
      if messages.last?.speaker == slot.speaker {
        messages[messages.count - 1].text += "\n\n" + text
      } else {
        messages.append((slot.speaker, text))
      }
    }
    return messages.flatMap { ["\($0.speaker.rawValue):", .fence($0.text)] }
  }

  private func tell(_ completion: CompletionReceived) -> [Markdown] {
    var content: [Markdown] = [.fence(input.text(completion.text))]
    if let reasoning = completion.reasoning {
      content = ["reasoning:", .fence(input.text(reasoning)), "answer:"] + content
    }
    let stop =
      completion.stopReason == .stop ? "" : ", stopped by \(completion.stopReason.rawValue)"
    return [.details("Completion from \(completion.reportedModel)\(stop)", content)]
  }

  private func tell(_ candidate: CandidateExtracted) -> [Markdown] {
    let origin = ([candidate.origin] + candidate.notes).filter { !$0.isEmpty }
    guard let hash = candidate.code else {
      return ["No candidate: \(origin.joined(separator: "; "))"]
    }
    let code = input.text(hash)
    return ["Candidate: \(origin.joined(separator: "; "))", .fence(code, "python")]
      + change(to: code)
  }

  private func change(to code: String) -> [Markdown] {
    guard let parent = experiment.attempt(attempt.parent), let before = parent.code else {
      return []
    }
    let diff = LineDiff(old: input.text(before), new: code)
    guard !diff.hunks.isEmpty else { return ["The same code as @\(parent.number)."] }
    let lines = diff.lines().map { DisplayText.harmless($0.plain) }
    return [
      .details(
        "Changes against @\(parent.number): \(diff.summary)",
        [.fence(lines.joined(separator: "\n"), "diff")])
    ]
  }
}
