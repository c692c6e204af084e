import Experiments
import Presentation

/// The samples of one model.
struct SpeedResult: Sendable, Hashable {
  var model: String
  var samples: [SpeedSample] = []
  /// What its calls can have cost at most, the warm-up and calls that broke off included.
  var spentAtMost = Money.zero
  var error: ProviderError?
}

/// Shows what was measured: one row for each model and prompt.
enum SpeedTable {
  static func reply(_ results: [SpeedResult]) -> Reply {
    var table = Table(columns: [
      .init("model", isFlexible: true), .init("prompt"), .init("n", .right, dropRank: 3),
      .init("first token", .right, dropRank: 6), .init("in tok/s", .right, dropRank: 5),
      .init("tok/s", .right), .init("least–most", .right, dropRank: 2),
      .init("total", .right, dropRank: 4), .init("timed by", dropRank: 1),
    ])
    var reply = Reply()
    let isSpread = results.contains { grouped($0.samples).contains { $0.1.count > 1 } }
    for result in results {
      for (prompt, samples) in grouped(result.samples) {
        table.rows.append(row(result.model, prompt, samples))
        reply.records.append(SpeedRecord(result.model, prompt, samples))
      }
    }
    if !table.rows.isEmpty { reply.add(isSpread ? table : table.without("least–most")) }
    for result in results {
      guard let error = result.error else { continue }
      reply.add(
        StyledText(
          error.description.contains(result.model)
            ? error.description : "\(result.model): \(error)", .warning))
      reply.records.append(
        SpeedFaultRecord(model: result.model, error: error.code.rawValue, message: error.message))
    }
    return reply
  }

  private static func grouped(_ samples: [SpeedSample]) -> [(String, [SpeedSample])] {
    SpeedPrompts.all.compactMap { prompt in
      let mine = samples.filter { $0.prompt == prompt.name }
      return mine.isEmpty ? nil : (prompt.name, mine)
    }
  }

  private static func row(_ model: String, _ prompt: String, _ samples: [SpeedSample])
    -> [StyledText]
  {
    let rates = Spread(samples.compactMap(\.generationRate))
    return [
      StyledText(model, .strong), StyledText(prompt), StyledText(String(samples.count)),
      StyledText(time(Spread(samples.map(\.firstTokenMs)))),
      StyledText(rate(Spread(samples.compactMap(\.promptRate))?.median)),
      StyledText(rate(rates?.median), .strong),
      StyledText(rates.map { "\(rate($0.least))–\(rate($0.most))" } ?? "–", .dim),
      StyledText(time(Spread(samples.map(\.totalMs)))),
      StyledText(samples.allSatisfy(\.isServerTimed) ? "server" : "koderz", .dim),
    ]
  }

  private static func time(_ spread: Spread?) -> String {
    spread.map { Numbers.duration(ms: $0.median) } ?? "–"
  }

  private static func rate(_ rate: Double?) -> String {
    guard let rate else { return "–" }
    return rate < 10 ? String((rate * 10).rounded() / 10) : Numbers.count(Int(rate.rounded()))
  }
}

extension SpeedRecord {
  /// Medians of one model and prompt, with every sample.
  init(_ model: String, _ prompt: String, _ samples: [SpeedSample]) {
    self.init(
      model: model, prompt: prompt, rounds: samples.count,
      firstTokenMs: SpreadPart(samples.map(\.firstTokenMs)),
      promptTokensPerSecond: SpreadPart(samples.compactMap(\.promptRate)),
      tokensPerSecond: SpreadPart(samples.compactMap(\.generationRate)),
      totalMs: SpreadPart(samples.map(\.totalMs)),
      timedBy: samples.allSatisfy(\.isServerTimed) ? "server" : "koderz",
      samples: samples.map { SpeedSamplePart($0) })
  }
}

extension SpeedSamplePart {
  init(_ sample: SpeedSample) {
    self.init(
      round: sample.round, firstTokenMs: sample.firstTokenMs, totalMs: sample.totalMs,
      loadMs: sample.timing?.loadMs, promptMs: sample.timing?.promptMs,
      generationMs: sample.timing?.generationMs, inputTokens: sample.usage.inputTokens,
      outputTokens: sample.usage.outputTokens)
  }
}

extension SpreadPart {
  init?(_ values: [Double]) {
    guard let spread = Spread(values) else { return nil }
    self.init(median: spread.median, least: spread.least, most: spread.most)
  }
}
