package import Experiments

/// One timed answer.
package struct SpeedSample: Sendable, Hashable {
  package var prompt: String
  /// From 1; the warm-up is no sample.
  package var round: Int
  /// Until the first piece of text or thought.
  package var firstTokenMs: Double
  package var totalMs: Double
  package var usage: Usage
  /// What the server itself says.
  package var timing: ServerTiming?

  package init(
    prompt: String, round: Int, firstTokenMs: Double, totalMs: Double, usage: Usage,
    timing: ServerTiming? = nil
  ) {
    self.prompt = prompt
    self.round = round
    self.firstTokenMs = firstTokenMs
    self.totalMs = totalMs
    self.usage = usage
    self.timing = timing
  }

  /// Tokens of the prompt read per second: by the server's time, else until the first token.
  ///
  /// Those that the server took from its cache are not counted. Nil when it reports no count or the
  /// time is none.
  package var promptRate: Double? {
    let read = usage.inputTokens.map { $0 - (usage.cacheReadTokens ?? 0) }
    return Self.rate(read, in: timing?.promptMs ?? firstTokenMs)
  }

  /// Tokens written per second: by the server's time, else from the first token to the end.
  ///
  /// Nil when the server reports no count or the answer came in one piece.
  package var generationRate: Double? {
    if let ms = timing?.generationMs { return Self.rate(usage.outputTokens, in: ms) }
    // The first token is there when the measured time begins.
    return Self.rate(usage.outputTokens.map { $0 - 1 }, in: totalMs - firstTokenMs)
  }

  /// Whether both rates rest on the server's own times.
  package var isServerTimed: Bool { timing?.promptMs != nil && timing?.generationMs != nil }

  /// Times below a microsecond are no measurement.
  private static func rate(_ tokens: Int?, in ms: Double) -> Double? {
    guard let tokens, tokens > 0, ms >= 0.001 else { return nil }
    return Double(tokens) * 1000 / ms
  }
}

/// The middle of some values and how far they lie apart.
package struct Spread: Sendable, Hashable {
  package var median: Double
  package var least: Double
  package var most: Double

  /// Nil without values.
  ///
  /// Of an even number the median is the mean of the two in the middle.
  package init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let middle = sorted.count / 2
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    least = first
    most = last
  }
}
