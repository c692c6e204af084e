// What the kinds of events have in common when they are taken into an experiment.
extension Experiment {
  mutating func take(_ content: some ExperimentContent, _ event: Event) throws(EventError) {
    try content.apply(to: &self, event)
  }

  func require(attempt number: Int, _ event: Event) throws(EventError) {
    guard number == 0 || attempt(number) != nil else {
      throw EventError(ordinal: event.ordinal, message: "@\(number) does not exist")
    }
  }

  mutating func append<Element>(
    _ element: Element, to list: WritableKeyPath<Experiment, [Element]>, _ number: Int,
    _ event: Event
  ) throws(EventError) {
    guard number == self[keyPath: list].count + 1 else {
      throw EventError(ordinal: event.ordinal, message: "number \(number) is out of order")
    }
    self[keyPath: list].append(element)
  }

  /// Gives something for the path below a place.
  mutating func give(
    _ content: Giving.Content, at spot: Spot, _ event: Event
  ) throws(EventError) {
    try require(attempt: spot.node, event)
    position.changePending(at: spot) {
      $0.givings.append(Giving(ordinal: event.ordinal, content: content))
    }
  }

  /// The draft that an event continues.
  ///
  /// - Throws: `EventError` when the event before it is not the draft's last one, or the draft is at
  ///   another stage.
  func draft(before event: Event, at stage: Draft.Stage) throws(EventError) -> Draft {
    if let draft = position.drafts.values.first(where: { $0.last == event.parent }),
      draft.stage == stage
    {
      return draft
    }
    // Version 1 had one draft at a place and did not always name what came before.
    let here = position.drafts.values.filter { $0.at.node == position.head && $0.stage == stage }
    guard format == 1, let draft = here.first, here.count == 1 else {
      throw EventError(ordinal: event.ordinal, message: "follows no \(stage.rawValue) that waits")
    }
    return draft
  }

  /// Forgets the request that another takes the place of; in version 1 all that wait at its place.
  mutating func forgetRequests(_ replaced: Int?, at spot: Spot) {
    if let replaced { position.drafts[replaced] = nil }
    guard format == 1 else { return }
    for draft in position.drafts.values where draft.at.node == spot.node && replaced == nil {
      position.drafts[draft.id] = nil
    }
  }

  /// A call that gave nothing leaves no draft; a candidate that could not be judged stays.
  mutating func forgetCall(_ event: Event) {
    guard let draft = try? draft(before: event, at: .request) else { return }
    position.drafts[draft.id] = nil
  }

  /// Books a call that broke off, also against the limit of the attempt that it was for.
  mutating func book(_ call: BrokenCall?, role: Role, _ event: Event) {
    ledger.add(call, role: role)
    guard role == .coder, let most = call?.atMost else { return }
    let place = (try? draft(before: event, at: .request))?.at ?? position.spot
    brokenAtMost[place] = (brokenAtMost[place] ?? .zero) + most
  }
}
