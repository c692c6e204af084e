// Each type writes its members and reads them back in one and the same order.

extension Outcome: SnapshotValue {}
extension Exposure: SnapshotValue {}
extension Role: SnapshotValue {}
extension Tier: SnapshotValue {}
extension Draft.Stage: SnapshotValue {}
extension GuidanceScope: SnapshotValue {}
extension SpecOrigin: SnapshotValue {}
extension Halted.Reason: SnapshotValue {}

extension Money: SnapshotValue {
  func write(to writer: inout ByteWriter) { writer.write(nanoUSD) }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(nanoUSD: try reader.read())
  }
}

extension Attempt: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(number)
    writer.write(parent)
    writer.write(request)
    writer.write(completion)
    writer.write(candidate)
    writer.write(verdict)
    writer.write(outcome)
    writer.write(passed)
    writer.write(total)
    writer.write(model)
    writer.write(isByHand)
    writer.write(exposure)
    writer.write(spec)
    writer.write(guidance)
    writer.write(code)
    writer.write(outputTokens)
    writer.write(cost)
    writer.write(modelMs)
    writer.write(testMs)
    writer.write(given)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(
      number: try reader.read(), parent: try reader.read(), request: try reader.read(),
      completion: try reader.read(), candidate: try reader.read(), verdict: try reader.read(),
      outcome: try reader.read(), passed: try reader.read(), total: try reader.read(),
      model: try reader.read(), isByHand: try reader.read(), exposure: try reader.read(),
      spec: try reader.read(), guidance: try reader.read(), code: try reader.read(),
      outputTokens: try reader.read(), cost: try reader.read(), modelMs: try reader.read(),
      testMs: try reader.read(), given: try reader.read())
  }
}

extension Spot: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(node)
    writer.write(branch)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(node: try reader.read(), branch: try reader.read())
  }
}

extension Giving: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(ordinal)
    switch content {
    case .guidance(let number):
      writer.write(0)
      writer.write(number)
    case .dropped(let number):
      writer.write(1)
      writer.write(number)
    case .review(let number):
      writer.write(2)
      writer.write(number)
    case .spec(let number):
      writer.write(3)
      writer.write(number)
    }
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    ordinal = try reader.read()
    switch try reader.read(Int.self) {
    case 0: content = .guidance(try reader.read())
    case 1: content = .dropped(try reader.read())
    case 2: content = .review(try reader.read())
    case 3: content = .spec(try reader.read())
    default: throw reader.failure()
    }
  }
}

extension Draft: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(stage)
    writer.write(id)
    writer.write(last)
    writer.write(at)
    writer.write(request)
    writer.write(completion)
    writer.write(candidate)
    writer.write(model)
    writer.write(isByHand)
    writer.write(exposure)
    writer.write(spec)
    writer.write(guidance)
    writer.write(usesEditedPrompt)
    writer.write(requestHash)
    writer.write(sample)
    writer.write(isRetry)
    writer.write(code)
    writer.write(outputTokens)
    writer.write(cost)
    writer.write(modelMs)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(
      stage: try reader.read(), id: try reader.read(), last: try reader.read(),
      at: try reader.read())
    request = try reader.read()
    completion = try reader.read()
    candidate = try reader.read()
    model = try reader.read()
    isByHand = try reader.read()
    exposure = try reader.read()
    spec = try reader.read()
    guidance = try reader.read()
    usesEditedPrompt = try reader.read()
    requestHash = try reader.read()
    sample = try reader.read()
    isRetry = try reader.read()
    code = try reader.read()
    outputTokens = try reader.read()
    cost = try reader.read()
    modelMs = try reader.read()
  }
}

extension Branch: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(name)
    writer.write(tip)
    writer.write(forkedAt)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(name: try reader.read(), tip: try reader.read(), forkedAt: try reader.read())
  }
}

extension PendingInputs: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(guidance)
    writer.write(prompt)
    writer.write(givings)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(
      guidance: try reader.read(), prompt: try reader.read(), givings: try reader.read())
  }
}

extension Position: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(head)
    writer.write(branch)
    writer.write(branches)
    let isSame = writer.lastPending == pending
    writer.write(isSame)
    if !isSame { writer.write(pending) }
    writer.lastPending = pending
    writer.write(drafts)
    writer.write(bookmarks)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(
      head: try reader.read(), branch: try reader.read(), branches: try reader.read(),
      pending: try reader.pending(), drafts: try reader.read(), bookmarks: try reader.read())
  }
}

extension ByteReader {
  /// What waits in a position: written out, or as in the one before.
  fileprivate mutating func pending() throws(SnapshotError) -> [Spot: PendingInputs] {
    let isSame = try read(Bool.self)
    guard isSame else {
      let pending = try read([Spot: PendingInputs].self)
      lastPending = pending
      return pending
    }
    guard let lastPending else { throw failure() }
    return lastPending
  }
}

extension Ledger.Key: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(role)
    writer.write(model)
    writer.write(tier)
    writer.write(isReplay)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(
      role: try reader.read(), model: try reader.read(), tier: try reader.read(),
      isReplay: try reader.read())
  }
}

extension Ledger.Totals: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(calls)
    writer.write(inputTokens)
    writer.write(outputTokens)
    writer.write(cost)
    writer.write(unpriced)
    writer.write(modelMs)
    writer.write(cacheReadTokens)
    writer.write(reasoningTokens)
    writer.write(broken)
    writer.write(brokenAtMost)
    writer.write(estimatedInputTokens)
    writer.write(comparedInputTokens)
    writer.write(uncounted)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init()
    calls = try reader.read()
    inputTokens = try reader.read()
    outputTokens = try reader.read()
    cost = try reader.read()
    unpriced = try reader.read()
    modelMs = try reader.read()
    cacheReadTokens = try reader.read()
    reasoningTokens = try reader.read()
    broken = try reader.read()
    brokenAtMost = try reader.read()
    estimatedInputTokens = try reader.read()
    comparedInputTokens = try reader.read()
    uncounted = try reader.read()
  }
}

extension Ledger: SnapshotValue {
  func write(to writer: inout ByteWriter) { writer.write(entries) }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(entries: try reader.read())
  }
}
