package import Experiments

/// How a spec is to be come by.
package enum SpecReuse: Sendable, Hashable {
  /// One with the same key where there is one, else a new one.
  case sameKey
  /// Always a new one.
  case fresh
  /// The newest of the problem, whoever made it.
  case newest
}

extension Workspace {
  /// Makes or finds a spec for the problem, and chooses it.
  ///
  /// - Throws: `WorkbenchError` of kind `provider` when the model cannot be reached (the failure is
  ///   recorded), `CancellationError`, `StoreError`.
  package func makeSpec(
    by name: String?, reuse: SpecReuse, observe: StageObserver
  ) async throws -> SpecMade {
    let experiment = try experiment()
    if reuse == .newest, let found = try await stored(experiment.taskID, key: nil) {
      return try await adopt(found, origin: .reused)
    }
    let model = try await resolve(.spec, named: name, observe: observe)
    let template = try template(named: "spec")
    let problem = try await problem(experiment.taskID)
    let inputs = PromptInputs(
      problem: problem, tokenLimit: promptLimit(tier: model.tier), estimate: .of(model: model.name))
    let prompt = PromptAssembly.spec(inputs, template: template)
    let prepared = try await makeRequest(prompt, role: .spec, model: model, in: experiment)
    if reuse != .fresh, let found = try await stored(experiment.taskID, key: prepared.sent.specKey)
    {
      return try await adopt(found, origin: .cached)
    }
    let ordinal = try await sendApart(prepared)
    let answer = try await answer(to: prepared, ordinal: ordinal, observe: observe)
    return try await keep(answer, prepared, ordinal: ordinal)
  }

  /// Takes a text as the next spec, edited from another one, and chooses it.
  ///
  /// - Throws: `StoreError`.
  package func keepEditedSpec(_ text: String, from spec: SpecMade) async throws -> SpecMade {
    let made = SpecMade(
      number: try experiment().specs.count + 1, taskID: spec.taskID, text: ContentHash(of: text),
      key: ContentHash(of: "edited " + text), model: spec.model, template: spec.template,
      origin: .edited, editedFrom: spec.number, tokens: TokenEstimate.tokens(text), cost: .zero)
    try await choose(made, texts: [text])
    return made
  }

  /// Uses a spec of the experiment for the attempts to come; nil is none.
  ///
  /// - Throws: `WorkbenchError` when there is no such spec.
  package func chooseSpec(_ number: Int?) async throws {
    if let number, try !experiment().specs.indices.contains(number - 1) {
      throw WorkbenchError("there is no s\(number)", hint: "spec list", word: "s\(number)")
    }
    try await record([.specChosen(SpecChosen(number: number))])
  }

  private func stored(_ taskID: String, key: ContentHash?) async throws -> SpecMade? {
    let own = try experiment().specs.filter { key == nil || $0.key == key }
    if let mine = own.last { return mine }
    return try await services.store.specs(taskID: taskID, key: key).first?.spec
  }

  /// Takes over a spec made before: of this experiment as it stands, of another session as a new one.
  private func adopt(_ found: SpecMade, origin: SpecOrigin) async throws -> SpecMade {
    let experiment = try experiment()
    var spec = found
    spec.origin = origin
    spec.cost = .zero
    if let own = experiment.specs.first(where: { $0.text == found.text && $0.key == found.key }) {
      spec.number = own.number
      try await chooseSpec(own.number)
      return spec
    }
    spec.number = experiment.specs.count + 1
    spec.editedFrom = nil
    try await choose(spec, texts: [try await text(found.text)])
    return spec
  }

  private func keep(
    _ answer: Answer, _ prepared: PreparedRequest, ordinal: Int
  ) async throws -> SpecMade {
    let experiment = try experiment()
    let made = SpecMade(
      number: experiment.specs.count + 1, taskID: experiment.taskID,
      text: ContentHash(of: answer.text), key: prepared.sent.specKey, model: prepared.sent.model,
      template: prepared.sent.template, origin: .model,
      tokens: answer.end.usage.outputTokens ?? TokenEstimate.tokens(answer.text),
      cost: answer.cost)
    try await record(
      [
        .completion(completion(answer, to: prepared.sent)), .specMade(made),
        .specChosen(SpecChosen(number: made.number)),
      ],
      parent: ordinal, texts: [answer.text] + (answer.reasoning.isEmpty ? [] : [answer.reasoning]))
    return made
  }

  private func choose(_ spec: SpecMade, texts: [String]) async throws {
    try await record(
      [.specMade(spec), .specChosen(SpecChosen(number: spec.number))], texts: texts)
  }
}

extension RequestSent {
  /// Names what a spec is made from: problem text, model, template and sampling.
  var specKey: ContentHash { requestHash }
}
