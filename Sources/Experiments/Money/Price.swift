/// What a model costs.
///
/// One USD per million tokens is 1,000,000 pico-dollars (billionths of a thousandth) per token.
package struct Price: Sendable, Hashable, Codable {
  /// Pico-dollars per input token that is neither read from nor written to a cache.
  package var inputPicoUSD: Int
  /// Pico-dollars per output token, those of reasoning included.
  package var outputPicoUSD: Int
  /// Pico-dollars per input token read from the provider's prompt cache; nil when not known.
  package var cacheReadPicoUSD: Int?
  /// Pico-dollars per input token written to a cache that lasts 5 minutes; nil when not known.
  package var cacheWrite5mPicoUSD: Int?
  /// Pico-dollars per input token written to a cache that lasts an hour; nil when not known.
  package var cacheWrite1hPicoUSD: Int?
  /// The longest prompt the price holds for, in tokens; nil when it holds for all.
  package var longestInputTokens: Int?
  /// What an hour of a machine of one's own costs, in nano-dollars; 0 when it is not counted.
  package var hourNanoUSD: Int

  package init(
    inputPicoUSD: Int,
    outputPicoUSD: Int,
    cacheReadPicoUSD: Int? = nil,
    cacheWrite5mPicoUSD: Int? = nil,
    cacheWrite1hPicoUSD: Int? = nil,
    longestInputTokens: Int? = nil,
    hourNanoUSD: Int = 0
  ) {
    self.inputPicoUSD = inputPicoUSD
    self.outputPicoUSD = outputPicoUSD
    self.cacheReadPicoUSD = cacheReadPicoUSD
    self.cacheWrite5mPicoUSD = cacheWrite5mPicoUSD
    self.cacheWrite1hPicoUSD = cacheWrite1hPicoUSD
    self.longestInputTokens = longestInputTokens
    self.hourNanoUSD = hourNanoUSD
  }

  /// The price of a model that runs at no charge.
  package static let free = Price(
    inputPicoUSD: 0, outputPicoUSD: 0, cacheReadPicoUSD: 0, cacheWrite5mPicoUSD: 0,
    cacheWrite1hPicoUSD: 0)

  /// The cost of a call that took `milliseconds`; nil when a count is missing that has a price, a
  /// price is missing that has a count, or the prompt is longer than the price holds for: such a
  /// call is unpriced, never free.
  ///
  /// `cost = (input - read - write5m - write1h) * p_in + read * p_read + write5m * p_5m +
  /// write1h * p_1h + output * p_out + hours * p_hour`: tokens rounded half up to a nano-dollar, time up.
  package func cost(of usage: Usage, milliseconds: Int = 0) -> Money? {
    let cached = [
      (cacheReadPicoUSD, usage.cacheReadTokens), (cacheWrite5mPicoUSD, usage.cacheWrite5mTokens),
      (cacheWrite1hPicoUSD, usage.cacheWrite1hTokens),
    ]
    let plainInput = usage.inputTokens.map { all in
      max(0, all - cached.reduce(0) { $0.addingClamped($1.1 ?? 0) })
    }
    if let longestInputTokens, usage.inputTokens ?? 0 > longestInputTokens { return nil }
    var sum = 0
    for (price, tokens) in [(inputPicoUSD, plainInput), (outputPicoUSD, usage.outputTokens)] {
      if price == 0 { continue }
      guard let tokens else { return nil }
      sum = sum.addingClamped(price.multipliedClamped(by: tokens))
    }
    for (price, tokens) in cached {
      guard let tokens, tokens > 0 else { continue }
      guard let price else { return nil }
      sum = sum.addingClamped(price.multipliedClamped(by: tokens))
    }
    return Money(nanoUSD: sum.addingClamped(500) / 1000) + time(milliseconds)
  }

  /// The most that a call can cost: its whole input at the dearest input price and all the output it
  /// may have, over its whole deadline.
  ///
  /// A count below zero is zero.
  package func worstCase(inputTokens: Int, outputTokens: Int, milliseconds: Int = 0) -> Money {
    let dearest = [cacheReadPicoUSD, cacheWrite5mPicoUSD, cacheWrite1hPicoUSD]
      .compactMap { $0 }.reduce(inputPicoUSD, max)
    let tokens = dearest.multipliedClamped(by: max(0, inputTokens))
      .addingClamped(outputPicoUSD.multipliedClamped(by: max(0, outputTokens)))
    return Money(nanoUSD: tokens.addingClamped(999) / 1000) + time(milliseconds)
  }

  /// An hour has 3,600,000 milliseconds.
  private func time(_ milliseconds: Int) -> Money {
    let hours = hourNanoUSD.multipliedClamped(by: milliseconds)
    return Money(nanoUSD: hours / 3_600_000 + (hours.isMultiple(of: 3_600_000) ? 0 : 1))
  }
}
