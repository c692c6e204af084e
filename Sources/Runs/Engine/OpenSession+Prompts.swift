package import CanonicalJSON
package import Experiments

/// A request that is ready to be recorded and sent.
package struct PreparedRequest: Sendable {
  package var prompt: AssembledPrompt
  package var sent: RequestSent
  package var model: ResolvedModel
  /// Whether it is one that waits already, made by an earlier stage.
  package var isWaiting = false

  /// What it costs by the estimate of its prompt if the answer is as long as it may be; nil when the
  /// model has no price.
  package var estimatedCost: Money? {
    model.price?.cost(
      of: Usage(inputTokens: prompt.tokens, outputTokens: sent.sampling.maxOutputTokens))
  }
}

extension OpenSession {
  /// What `step` sends next at a place: the request that waits there, else one assembled now.
  ///
  /// A request that waits is assembled anew when something that it shows has changed since. Nothing is
  /// sent or recorded.
  ///
  /// - Throws: as `assembleRequest`.
  package func nextRequest(at place: Place) async throws -> PreparedRequest {
    let experiment = try await experiment(place.taskID)
    var request = try await assembleRequest(at: place)
    if let waiting = experiment.position.drafts(at: experiment.spot(place)).first(
      where: { $0.stage == .request && $0.isRetry == false }), let ordinal = waiting.request
    {
      let sent = try await content(RequestSent.self, of: ordinal)
      if sent.requestHash == request.sent.requestHash {
        request.sent = sent
        request.isWaiting = true
      } else {
        request.sent.replaces = waiting.id
      }
    }
    return request
  }

  /// The next request at a place, assembled from what holds there; nothing is sent or recorded.
  ///
  /// - Throws: `WorkbenchError`, `ProviderError` when the coder's name has no provider,
  ///   `TemplateError`, `StoreError`.
  package func assembleRequest(at place: Place) async throws -> PreparedRequest {
    let experiment = try await experiment(place.taskID)
    let model = try await model(named: await currentSettings.model(.coder))
    let inputs = try await inputs(of: experiment, at: place, for: model)
    let prompt = PromptAssembly.iteration(inputs, template: try template(named: "iteration"))
    let shown = PromptAssembly.shownFailure(inputs).map { [$0.attempt.number] } ?? []
    var request = try await makeRequest(
      prompt, role: .coder, model: model, in: experiment, at: place)
    request.sent.spec = inputs.spec?.number
    request.sent.guidance = inputs.guidance.map(\.number)
    request.sent.failuresShown = shown
    return request
  }

  func inputs(
    of experiment: Experiment, at place: Place, for model: ResolvedModel
  ) async throws -> PromptInputs {
    let spot = experiment.spot(place)
    let settings = await currentSettings
    var inputs = PromptInputs(
      problem: try await problem(experiment.taskID),
      tokenLimit: Self.promptLimit(settings, tier: model.tier), estimate: .of(model: model.name))
    inputs.feedback = settings.feedback
    inputs.guidance = experiment.effectiveGuidance(at: spot)
    inputs.plateauLength = experiment.plateauLength(at: place.node)
    if let spec = experiment.chosenSpec(at: spot) {
      inputs.spec = (spec.number, try await text(spec.text))
    }
    if let last = experiment.attempt(place.node) { inputs.past = [try await past(last)] }
    if let edited = experiment.position.pending[spot]?.prompt {
      inputs.edited = try await text(edited)
    }
    return inputs
  }

  /// Three quarters of the context: the rest is the answer's.
  static func promptLimit(_ settings: Settings, tier: Tier) -> Int {
    let context = settings.sampling(tier: tier).contextTokens
    return context - context / 4
  }

  func past(_ attempt: Attempt) async throws -> PromptInputs.Past {
    PromptInputs.Past(
      attempt: attempt, code: try await code(of: attempt), verdict: try await verdict(of: attempt))
  }

  /// Fills in what every request records; which sample it is, is known when it is recorded.
  ///
  /// - Throws: `StoreError`, `EventError`.
  func makeRequest(
    _ prompt: AssembledPrompt, role: Role, model: ResolvedModel, in experiment: Experiment,
    at place: Place
  ) async throws -> PreparedRequest {
    var sampling = await currentSettings.sampling(tier: model.tier)
    let room = max(256, sampling.contextTokens - prompt.tokens)
    sampling.maxOutputTokens = min(sampling.maxOutputTokens, room)
    let request = GenerationRequest(
      model: model.name, role: role, messages: prompt.messages, sampling: sampling)
    let spot = experiment.spot(place)
    let path = experiment.path(to: place.node).map { String($0.number) }
    var sent = RequestSent(
      role: role, model: model.name, tier: model.tier, sampling: sampling,
      template: prompt.template, templateHash: prompt.templateHash,
      slots: prompt.parts.map(SlotRecord.init), dropped: prompt.dropped,
      exposure: prompt.exposure, requestHash: request.hash, path: path.joined(separator: "."),
      sample: experiment.nextSample(of: request.hash),
      index: try await index(of: role, by: model.name, in: experiment, at: place))
    sent.at = spot.node
    sent.branch = spot.branch
    return PreparedRequest(prompt: prompt, sent: sent, model: model)
  }

  /// How many answers of a role a model has given on the way to a place, where a recording goes on.
  ///
  /// Other branches do not count: on each, a recording answers from its beginning. Specs are of the
  /// whole experiment.
  private func index(
    of role: Role, by model: String, in experiment: Experiment, at place: Place
  ) async throws -> Int {
    switch role {
    case .spec: experiment.specs.count { $0.origin == .model && $0.model == model }
    case .reviewer:
      experiment.reviews(onPathTo: experiment.spot(place)).count { $0.model == model }
    case .coder:
      try await indexAfter(experiment.path(to: place.node).last { $0.model == model })
    }
  }

  /// The index after that of an attempt's own request; 0 without an attempt.
  func indexAfter(_ attempt: Attempt?) async throws -> Int {
    guard let ordinal = attempt?.request else { return 0 }
    return try await content(RequestSent.self, of: ordinal).index + 1
  }

  /// A template by name: the workspace's own where `data/prompts/` has it, else the built-in one.
  ///
  /// - Throws: `TemplateError` with the line that is wrong.
  package func template(named name: String) throws -> PromptTemplate {
    let source = try templateSource(named: name)
    if let known = desk.with({ $0.templates[name] }), known.source == source {
      return known
    }
    let template = try PromptTemplate(name: name, source: source)
    desk.with { $0.templates[name] = template }
    return template
  }

  private func templateSource(named name: String) throws -> String {
    if let bytes = try? services.files.read(promptPath(name)) {
      return String(decoding: bytes, as: UTF8.self)
    }
    guard let source = BuiltInPrompts.all[name] else {
      let names = BuiltInPrompts.all.keys.sorted().joined(separator: ", ")
      throw WorkbenchError("there is no prompt “\(name)”", hint: "prompts: \(names)", word: name)
    }
    return source
  }

  /// Where the workspace's own version of a prompt is kept.
  package func promptPath(_ name: String) -> String {
    "\(services.workspaceFolder)/data/prompts/\(name).mustache"
  }
}

extension SlotRecord {
  fileprivate init(_ part: AssembledPrompt.Part) {
    self.init(
      name: part.slot.name, speaker: part.slot.speaker, text: ContentHash(of: part.slot.text),
      tokens: part.tokens, origin: part.origin)
  }
}

extension GenerationRequest {
  /// Names the request by its content: equal for equal requests.
  package var hash: ContentHash {
    let json = try? JSONValue(encoding: self).canonical
    return ContentHash(of: json ?? "")
  }
}
