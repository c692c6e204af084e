import CanonicalJSON
package import Experiments

/// Where a spec comes from.
package enum SpecReuse: Sendable, Hashable {
  /// One with the same key where there is one, else a new one.
  case sameKey
  /// Always a new one.
  case fresh
  /// The newest of the problem, made by any model.
  case newest
}

extension OpenSession {
  /// Makes or finds a spec for the problem of a place, and chooses it there.
  ///
  /// - Throws: `WorkbenchError` of kind `provider` when the model cannot be reached (the failure is
  ///   recorded), `CancellationError`, `StoreError`.
  package func makeSpec(
    at place: Place, by name: String?, reuse: SpecReuse, observe: StageObserver = { _ in }
  ) async throws -> SpecMade {
    try await doing("spec for \(place.taskID)") { _ in
      let experiment = try await experiment(place.taskID)
      if reuse == .newest, let found = try await stored(experiment, key: nil) {
        return try await adopt(found, origin: .reused, at: place)
      }
      let model = try await resolve(.spec, named: name, observe: observe)
      let inputs = PromptInputs(
        problem: try await problem(place.taskID),
        tokenLimit: Self.promptLimit(await currentSettings, tier: model.tier),
        estimate: .of(model: model.name))
      let prompt = PromptAssembly.spec(inputs, template: try template(named: "spec"))
      let prepared = try await makeRequest(
        prompt, role: .spec, model: model, in: experiment, at: place)
      if reuse != .fresh, let found = try await stored(experiment, key: prepared.sent.specKey) {
        return try await adopt(found, origin: .cached, at: place)
      }
      return try await answer(to: prepared, at: place, observe: observe) {
        answer, sent, ordinal in
        try await keep(answer, sent, at: place, ordinal: ordinal)
      }
    }
  }

  /// Takes a text as the next spec, edited by a person from another one, and chooses it at a place.
  ///
  /// - Throws: `StoreError`.
  package func keepEditedSpec(
    _ text: String, from spec: SpecMade, at place: Place
  ) async throws -> SpecMade {
    var made = spec
    made.text = ContentHash(of: text)
    made.key = ContentHash(of: "edited " + text)
    (made.model, made.origin, made.editedFrom) = ("", .edited, spec.number)
    (made.tokens, made.cost) = (TokenEstimate.tokens(text), .zero)
    return try await choose(made, texts: [text], at: place)
  }

  /// Uses a spec of the experiment for the attempts below a place; nil is none.
  ///
  /// - Throws: `WorkbenchError` when there is no such spec.
  package func chooseSpec(_ number: Int?, at place: Place) async throws {
    try await record(of: place.taskID) { experiment in
      if let number, !experiment.specs.indices.contains(number - 1) {
        throw WorkbenchError(
          "there is no spec s\(number)", hint: "spec list shows them", word: "s\(number)")
      }
      return [SpecChosen(number: number, at: experiment.spot(place))]
    }
  }

  private func stored(_ experiment: Experiment, key: ContentHash?) async throws -> SpecMade? {
    if let own = experiment.specs.last(where: { key == nil || $0.key == key }) { return own }
    return try await services.store.specs(taskID: experiment.taskID, key: key).first?.spec
  }

  /// Takes over a spec made before: of this experiment as it stands, of another session as a new one.
  private func adopt(
    _ found: SpecMade, origin: SpecOrigin, at place: Place
  ) async throws -> SpecMade {
    var spec = found
    (spec.origin, spec.cost) = (origin, .zero)
    let experiment = try await experiment(place.taskID)
    if let own = experiment.specs.first(where: { $0.text == found.text && $0.key == found.key }) {
      spec.number = own.number
      try await chooseSpec(own.number, at: place)
      return spec
    }
    spec.editedFrom = nil
    return try await choose(spec, texts: [try await text(found.text)], at: place)
  }

  private func keep(
    _ answer: Answer, _ sent: RequestSent, at place: Place, ordinal: Int
  ) async throws -> SpecMade {
    let completion = completion(answer, to: sent)
    let made = SpecMade(
      number: 0, taskID: place.taskID, text: completion.text, key: sent.specKey,
      model: sent.model, template: sent.template, origin: .model,
      tokens: answer.end.usage.outputTokens ?? TokenEstimate.tokens(answer.text),
      cost: completion.cost)
    return try await choose(
      made, texts: answer.texts, at: place, after: [completion], parent: ordinal)
  }

  /// Records a spec under the next number and chooses it.
  private func choose(
    _ spec: SpecMade, texts: [String], at place: Place, after first: [any EventContent] = [],
    parent: Int? = nil
  ) async throws -> SpecMade {
    let events = try await record(of: place.taskID, parent: parent, texts: texts) { experiment in
      var spec = spec
      spec.number = experiment.specs.count + 1
      return first + [spec, SpecChosen(number: spec.number, at: experiment.spot(place))]
    }
    return try events.content(SpecMade.self)
  }
}

extension RequestSent {
  /// Names what a spec is made from: problem text, model, template and sampling.
  var specKey: ContentHash { requestHash }
}
