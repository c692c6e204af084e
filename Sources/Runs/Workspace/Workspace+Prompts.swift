package import Experiments

/// A request that is ready to be recorded and sent.
package struct PreparedRequest: Sendable {
  package var prompt: AssembledPrompt
  package var sent: RequestSent
  package var model: ResolvedModel

  /// What it costs by the estimate of its prompt if the answer is as long as it may be; nil when the
  /// model has no price.
  package var estimatedCost: Money? {
    model.price?.cost(
      of: Usage(inputTokens: prompt.tokens, outputTokens: sent.sampling.maxOutputTokens))
  }
}

extension Workspace {
  /// The next request at the head, assembled; nothing is sent or recorded.
  ///
  /// - Throws: `WorkbenchError`, `ProviderError` when the coder's name has no provider,
  ///   `TemplateError`, `StoreError`.
  package func nextRequest() async throws -> PreparedRequest {
    let experiment = try experiment()
    let model = try await model(named: currentSettings.model(.coder))
    let inputs = try await inputs(of: experiment, for: model)
    let template = try template(named: "iteration")
    let prompt = PromptAssembly.iteration(inputs, template: template)
    let shown = PromptAssembly.shownFailure(inputs).map { [$0.attempt.number] } ?? []
    var request = try await makeRequest(prompt, role: .coder, model: model, in: experiment)
    request.sent.spec = inputs.spec?.number
    request.sent.guidance = inputs.guidance.map(\.number)
    request.sent.failuresShown = shown
    return request
  }

  func inputs(of experiment: Experiment, for model: ResolvedModel) async throws -> PromptInputs {
    let place = experiment.position.head
    var inputs = PromptInputs(
      problem: try await problem(experiment.taskID), tokenLimit: promptLimit(tier: model.tier),
      estimate: .of(model: model.name))
    inputs.feedback = currentSettings.feedback
    inputs.guidance = experiment.effectiveGuidance(at: place)
    inputs.plateauLength = experiment.plateauLength(at: place)
    if let spec = experiment.chosenSpec { inputs.spec = (spec.number, try await text(spec.text)) }
    if let head = experiment.head { inputs.past = [try await past(head)] }
    if let edited = experiment.position.here.prompt { inputs.edited = try await text(edited) }
    return inputs
  }

  /// Three quarters of the context: the rest is the answer's.
  func promptLimit(tier: Tier) -> Int {
    let context = currentSettings.sampling(tier: tier).contextTokens
    return context - context / 4
  }

  func past(_ attempt: Attempt) async throws -> PromptInputs.Past {
    PromptInputs.Past(
      attempt: attempt, code: try await code(of: attempt), verdict: try await verdict(of: attempt))
  }

  /// Fills in what every request records.
  ///
  /// - Throws: `StoreError`, `EventError`.
  func makeRequest(
    _ prompt: AssembledPrompt, role: Role, model: ResolvedModel, in experiment: Experiment
  ) async throws -> PreparedRequest {
    var sampling = currentSettings.sampling(tier: model.tier)
    let room = max(256, sampling.contextTokens - prompt.tokens)
    sampling.maxOutputTokens = min(sampling.maxOutputTokens, room)
    let request = GenerationRequest(
      model: model.name, role: role, messages: prompt.messages, sampling: sampling)
    let hash = request.hash
    let slots = prompt.parts.map { part in
      SlotRecord(
        name: part.slot.name, speaker: part.slot.speaker, text: ContentHash(of: part.slot.text),
        tokens: part.tokens, origin: part.origin)
    }
    let path = experiment.path(to: experiment.position.head).map { String($0.number) }
    let sent = RequestSent(
      role: role, model: model.name, tier: model.tier, sampling: sampling,
      template: prompt.template, templateHash: prompt.templateHash, slots: slots,
      dropped: prompt.dropped, exposure: prompt.exposure, requestHash: hash,
      path: path.joined(separator: "."), sample: experiment.samplesTaken[hash] ?? 0,
      index: try await index(of: role, by: model.name, in: experiment))
    return PreparedRequest(prompt: prompt, sent: sent, model: model)
  }

  /// How many answers of a role a model has given on the way to the head, where a recording goes on.
  ///
  /// Other branches do not count: on each, a recording answers from its beginning. Specs are of the
  /// whole experiment.
  private func index(
    of role: Role, by model: String, in experiment: Experiment
  ) async throws -> Int {
    let place = experiment.position.head
    switch role {
    case .spec: return experiment.specs.count { $0.origin == .model && $0.model == model }
    case .reviewer: return experiment.reviews(onPathTo: place).count { $0.model == model }
    case .coder: return try await indexAfter(experiment.path(to: place).last { $0.model == model })
    }
  }

  /// The index after that of an attempt's own request; 0 without an attempt.
  func indexAfter(_ attempt: Attempt?) async throws -> Int {
    guard let ordinal = attempt?.request, case .request(let sent) = try await event(ordinal).payload
    else { return 0 }
    return sent.index + 1
  }

  /// A template by name: the workspace's own where `data/prompts/` has it, else the built-in one.
  ///
  /// - Throws: `TemplateError` with the line that is wrong.
  package func template(named name: String) throws -> PromptTemplate {
    let source = try templateSource(named: name)
    if let known = templateCache[name], known.source == source { return known }
    let template = try PromptTemplate(name: name, source: source)
    templateCache[name] = template
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

extension GenerationRequest {
  /// Names the request by its content: equal for equal requests.
  package var hash: ContentHash {
    let json = try? JSONValue(encoding: self).canonical
    return ContentHash(of: json ?? "")
  }
}
