/// What a prompt is made from; everything is read beforehand, so that assembling is pure.
package struct PromptInputs: Sendable {
  /// A past attempt with its texts.
  package struct Past: Sendable {
    package var attempt: Attempt
    /// Nil when its completion held no code.
    package var code: String?
    package var verdict: Verdict

    package init(attempt: Attempt, code: String?, verdict: Verdict) {
      self.attempt = attempt
      self.code = code
      self.verdict = verdict
    }
  }

  package var problem: Problem
  /// The spec in use and its number.
  package var spec: (number: Int, text: String)?
  /// The attempts to show, oldest first: for a coder the last one, for a reviewer those since the last review.
  package var past: [Past]
  package var guidance: [GuidanceAdded]
  package var feedback: FeedbackLevel
  /// How many attempts at the end of the path ended in the same way.
  package var plateauLength: Int
  /// The user message as a person edited it.
  package var edited: String?
  /// For a reviewer: which review this is, from 1, and what the one before it said.
  package var reviewNumber: Int
  package var earlierReview: String?
  /// The most estimated tokens the prompt may have.
  package var tokenLimit: Int
  /// How tokens are estimated: by the family of the model that is asked.
  package var estimate: TokenEstimate

  package init(
    problem: Problem,
    spec: (number: Int, text: String)? = nil,
    past: [Past] = [],
    guidance: [GuidanceAdded] = [],
    feedback: FeedbackLevel = .assertion,
    plateauLength: Int = 0,
    edited: String? = nil,
    reviewNumber: Int = 1,
    earlierReview: String? = nil,
    tokenLimit: Int,
    estimate: TokenEstimate = .general
  ) {
    self.problem = problem
    self.spec = spec
    self.past = past
    self.guidance = guidance
    self.feedback = feedback
    self.plateauLength = plateauLength
    self.edited = edited
    self.reviewNumber = reviewNumber
    self.earlierReview = earlierReview
    self.tokenLimit = tokenLimit
    self.estimate = estimate
  }
}

/// Makes prompts from a template and what the session knows.
package enum PromptAssembly {
  /// Attempts that end alike before the coder is told so.
  package static let plateauThreshold = 3

  /// The prompt for the next attempt.
  package static func iteration(
    _ inputs: PromptInputs, template: PromptTemplate
  ) -> AssembledPrompt {
    var values = common(inputs)
    let last = shownFailure(inputs)
    if let last {
      values.set(.code, last.code)
      values.set(.attempt, last.attempt.number)
      values.describe(last.verdict, level: inputs.feedback)
      setPlateau(inputs, &values)
    }
    values.set(.guidance, inputs.guidance.map(element))
    var prompt = assembled(inputs, template, values, exposure: exposure(inputs, last))
    if let edited = inputs.edited {
      replaceUserSlots(of: &prompt, with: edited, inputs.estimate)
    }
    prompt.fit(into: inputs.tokenLimit)
    return prompt
  }

  /// The prompt that asks for a spec.
  package static func spec(_ inputs: PromptInputs, template: PromptTemplate) -> AssembledPrompt {
    var prompt = assembled(inputs, template, common(inputs), exposure: .comparable)
    prompt.fit(into: inputs.tokenLimit)
    return prompt
  }

  /// The prompt that asks for a review of the attempts in `inputs.past`.
  package static func review(_ inputs: PromptInputs, template: PromptTemplate) -> AssembledPrompt {
    var values = common(inputs)
    values.set(.attempts, inputs.past.map(reviewed))
    values.set(.reviewNumber, inputs.reviewNumber)
    values.set(.discloseStrategy, inputs.reviewNumber == 1)
    values.set(.discloseCriteria, inputs.reviewNumber == 2)
    values.set(.discloseDebugging, inputs.reviewNumber >= 3)
    values.set(.earlierReview, inputs.earlierReview)
    setPlateau(inputs, &values)
    var prompt = assembled(inputs, template, values, exposure: .oracle)
    prompt.fit(into: inputs.tokenLimit)
    return prompt
  }

  /// The last attempt when its failure is shown: it failed, and feedback is not `none`.
  package static func shownFailure(_ inputs: PromptInputs) -> PromptInputs.Past? {
    guard inputs.feedback > .none, let last = inputs.past.last, !last.attempt.isPass
    else { return nil }
    return last
  }

  private static func common(_ inputs: PromptInputs) -> PromptValues {
    var values = PromptValues()
    values.set(.taskID, inputs.problem.taskID)
    values.set(.entryPoint, inputs.problem.entryPoint)
    values.set(.problem, inputs.problem.prompt)
    values.set(.spec, inputs.spec?.text)
    return values
  }

  private static func setPlateau(_ inputs: PromptInputs, _ values: inout PromptValues) {
    guard inputs.plateauLength >= plateauThreshold else { return }
    values.set(.plateau, true)
    values.set(.plateauLength, inputs.plateauLength)
  }

  private static func element(_ guidance: GuidanceAdded) -> PromptValues {
    var values = PromptValues()
    values.set(.text, guidance.text)
    return values
  }

  private static func reviewed(_ past: PromptInputs.Past) -> PromptValues {
    var values = PromptValues()
    values.set(.number, past.attempt.number)
    values.set(.code, past.code ?? "(no code)")
    values.describe(past.verdict, level: .assertion)
    return values
  }

  private static func exposure(_ inputs: PromptInputs, _ last: PromptInputs.Past?) -> Exposure {
    var exposure = last.map { max(inputs.feedback.exposure, shown($0)) } ?? .comparable
    for guidance in inputs.guidance {
      exposure = max(exposure, guidance.scope == .review ? .oracle : .feedback)
    }
    if inputs.edited != nil { exposure = max(exposure, .feedback) }
    return exposure
  }

  /// What a coder has seen who is shown an attempt: a person who wrote it may have seen all.
  private static func shown(_ past: PromptInputs.Past) -> Exposure {
    past.attempt.isByHand ? .oracle : past.attempt.exposure
  }

  private static func assembled(
    _ inputs: PromptInputs, _ template: PromptTemplate, _ values: PromptValues,
    exposure: Exposure
  ) -> AssembledPrompt {
    AssembledPrompt(
      template: template.name, templateHash: template.hash,
      parts: template.render(values).map {
        AssembledPrompt.Part(
          slot: $0, origin: origin(of: $0.name, inputs, template), estimate: inputs.estimate)
      },
      dropped: [], exposure: exposure)
  }

  private static func origin(
    of slot: String, _ inputs: PromptInputs, _ template: PromptTemplate
  ) -> String {
    switch slot {
    case SlotName.problem: inputs.problem.taskID
    case SlotName.spec: inputs.spec.map { "s\($0.number)" } ?? template.name
    case SlotName.lastCode, SlotName.failure:
      inputs.past.last.map { "@\($0.attempt.number)" } ?? template.name
    case SlotName.attempts: inputs.past.map { "@\($0.attempt.number)" }.joined(separator: " ")
    case SlotName.guidance: inputs.guidance.map { "g\($0.number)" }.joined(separator: " ")
    default: template.name
    }
  }

  private static func replaceUserSlots(
    of prompt: inout AssembledPrompt, with text: String, _ estimate: TokenEstimate
  ) {
    prompt.parts.removeAll { $0.slot.speaker == .user }
    let slot = RenderedSlot(name: SlotName.edited, speaker: .user, text: text)
    prompt.parts.append(
      AssembledPrompt.Part(slot: slot, origin: "edit prompt", estimate: estimate))
  }
}

extension Experiment {
  /// How many attempts at the end of the path to `place` have the same outcome and count.
  package func plateauLength(at place: Int) -> Int {
    guard let last = attempt(place), !last.isPass else { return 0 }
    var length = 0
    var next: Attempt? = last
    while let attempt = next, attempt.outcome == last.outcome, attempt.passed == last.passed {
      length += 1
      next = self.attempt(attempt.parent)
    }
    return length
  }
}
