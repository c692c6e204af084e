extension Experiment {
  /// Takes in an event of this experiment.
  ///
  /// - Throws: `EventError` when it names an attempt, spec or guidance that does not exist.
  mutating func apply(_ event: Event) throws(EventError) {
    switch event.payload {
    case .specMade(let content): try append(content, to: \.specs, content.number, event)
    case .specChosen(let content): try choose(content, event)
    case .request(let content): receive(content, event)
    case .completion(let content): try receive(content, event)
    case .candidate(let content): try receive(content, event)
    case .verdict(let content): try receive(content, event)
    case .promptEdited(let content): try receive(content, event)
    case .guidanceAdded(let content): try receive(content, event)
    case .guidanceDropped(let content): drop(content.number)
    case .review(let content): try append(content, to: \.reviews, content.number, event)
    case .headMoved(let content): try move(to: content.to, event)
    case .branchMade(let content): try makeBranch(content, event)
    case .bookmark(let content): try bookmark(content, event)
    case .infra(let content): fail(content)
    case .cancelled(let content): cancel(content)
    case .halted(let content): halt(content)
    case .retest(let content): try require(attempt: content.number, event)
    case .sessionStarted, .sessionRenamed, .command, .problemOpened, .problemChosen, .note,
      .settingChanged, .undone, .redone:
      throw EventError(ordinal: event.ordinal, message: "is not of an experiment")
    }
  }

  private func require(attempt number: Int, _ event: Event) throws(EventError) {
    guard number == 0 || attempt(number) != nil else {
      throw EventError(ordinal: event.ordinal, message: "@\(number) does not exist")
    }
  }

  private mutating func append<Element>(
    _ element: Element, to list: WritableKeyPath<Experiment, [Element]>, _ number: Int,
    _ event: Event
  ) throws(EventError) {
    guard number == self[keyPath: list].count + 1 else {
      throw EventError(ordinal: event.ordinal, message: "number \(number) is out of order")
    }
    self[keyPath: list].append(element)
  }

  private mutating func choose(_ choice: SpecChosen, _ event: Event) throws(EventError) {
    if let number = choice.number, !specs.indices.contains(number - 1) {
      throw EventError(ordinal: event.ordinal, message: "s\(number) does not exist")
    }
    position.spec = choice.number
  }

  private mutating func receive(_ request: RequestSent, _ event: Event) {
    guard request.role == .coder else { return }
    position.changePending(at: position.head) {
      $0.draft = Draft(request: request, ordinal: event.ordinal)
    }
  }

  private mutating func receive(
    _ completion: CompletionReceived, _ event: Event
  ) throws(EventError) {
    ledger.add(completion)
    halted = nil
    samplesTaken[completion.requestHash, default: 0] += 1
    guard completion.role == .coder else { return }
    brokenAtMost[position.head] = nil
    guard var draft = position.here.draft, draft.stage == .request else {
      throw EventError(ordinal: event.ordinal, message: "answers no request at the head")
    }
    draft.stage = .completion
    draft.completion = event.ordinal
    draft.outputTokens = completion.usage.outputTokens
    draft.cost = completion.cost
    draft.modelMs = completion.totalMs
    position.changePending(at: position.head) { $0.draft = draft }
  }

  private mutating func receive(
    _ candidate: CandidateExtracted, _ event: Event
  ) throws(EventError) {
    let place = position.head
    guard candidate.at == place else {
      throw EventError(ordinal: event.ordinal, message: "belongs to @\(candidate.at), not the head")
    }
    var draft: Draft
    if candidate.isByHand {
      draft = Draft(byHand: attempt(place)?.exposure ?? .comparable)
    } else if let made = position.here.draft, made.stage == .completion {
      draft = made
    } else {
      throw EventError(ordinal: event.ordinal, message: "comes from no completion at the head")
    }
    draft.stage = .candidate
    draft.candidate = event.ordinal
    draft.code = candidate.code
    position.changePending(at: place) { $0.draft = draft }
  }

  private mutating func receive(_ given: VerdictGiven, _ event: Event) throws(EventError) {
    guard given.at == position.head, let draft = position.here.draft, draft.stage == .candidate
    else {
      throw EventError(ordinal: event.ordinal, message: "judges no candidate at the head")
    }
    guard given.number == attempts.count + 1 else {
      throw EventError(ordinal: event.ordinal, message: "@\(given.number) is out of order")
    }
    attempts.append(
      draft.attempt(
        number: given.number, parent: given.at, verdict: given.verdict, ordinal: event.ordinal))
    position.changePending(at: given.at) { inputs in
      inputs.draft = nil
      inputs.guidance.removeAll { draft.guidance.contains($0) }
      if draft.usesEditedPrompt { inputs.prompt = nil }
    }
    position.advance(to: given.number)
  }

  private mutating func receive(_ edit: PromptEdited, _ event: Event) throws(EventError) {
    try require(attempt: edit.at, event)
    position.changePending(at: edit.at) { inputs in
      inputs.prompt = edit.text
      inputs.draft = nil
    }
  }

  private mutating func receive(_ added: GuidanceAdded, _ event: Event) throws(EventError) {
    try require(attempt: added.at, event)
    try append(added, to: \.guidance, added.number, event)
    switch added.scope {
    case .once: position.changePending(at: added.at) { $0.guidance.append(added.number) }
    case .sticky, .review: position.standing.append(added.number)
    }
    forgetRequest()
  }

  private mutating func drop(_ number: Int) {
    position.standing.removeAll { $0 == number }
    for place in Array(position.pending.keys) {
      position.changePending(at: place) { inputs in inputs.guidance.removeAll { $0 == number } }
    }
    forgetRequest()
  }

  private mutating func move(to number: Int, _ event: Event) throws(EventError) {
    try require(attempt: number, event)
    position.move(to: number)
  }

  private mutating func makeBranch(_ made: BranchMade, _ event: Event) throws(EventError) {
    try require(attempt: made.at, event)
    guard !position.branches.contains(where: { $0.name == made.name }) else {
      throw EventError(ordinal: event.ordinal, message: "branch \(made.name) exists")
    }
    position.branches.append(Branch(name: made.name, tip: made.at))
    position.head = made.at
    position.branch = made.name
  }

  private mutating func bookmark(_ set: BookmarkSet, _ event: Event) throws(EventError) {
    if let number = set.number { try require(attempt: number, event) }
    position.bookmarks[set.name] = set.number
  }

  private mutating func fail(_ failure: InfraFailed) {
    infraCount += 1
    book(failure.broken, role: failure.role)
    if failure.role == .coder { forgetCall() }
  }

  private mutating func cancel(_ cancelled: Cancelled) {
    book(cancelled.broken, role: cancelled.role)
    if cancelled.role == .coder { forgetCall() }
  }

  private mutating func book(_ call: BrokenCall?, role: Role) {
    ledger.add(call, role: role)
    guard role == .coder, let most = call?.atMost else { return }
    brokenAtMost[position.head, default: .zero] = brokenAtMost[position.head, default: .zero] + most
  }

  /// A request over the budget is not kept: a cheaper model makes another.
  private mutating func halt(_ halted: Halted) {
    self.halted = halted.reason
    if halted.reason == .budget, halted.role == .coder { forgetCall() }
  }

  /// A call that gave nothing leaves no draft; a candidate that could not be judged stays.
  private mutating func forgetCall() {
    position.changePending(at: position.head) { inputs in
      if inputs.draft?.stage == .request { inputs.draft = nil }
    }
  }

  /// A request not yet sent is made anew when what it shows has changed.
  private mutating func forgetRequest() { forgetCall() }
}
