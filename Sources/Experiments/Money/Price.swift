/// What a model costs.
///
/// One USD per million tokens is 1,000 nano-dollars per token.
package struct Price: Sendable, Hashable, Codable {
  /// Nano-dollars per input token that is neither read from nor written to a cache.
  package var inputNanoUSD: Int
  /// Nano-dollars per output token, those of reasoning included.
  package var outputNanoUSD: Int
  /// Nano-dollars per input token read from the provider's prompt cache; nil when not known.
  package var cacheReadNanoUSD: Int?
  /// Nano-dollars per input token written to a cache that lasts 5 minutes; nil when not known.
  package var cacheWrite5mNanoUSD: Int?
  /// Nano-dollars per input token written to a cache that lasts an hour; nil when not known.
  package var cacheWrite1hNanoUSD: Int?
  /// The longest prompt the price holds for, in tokens; nil when it holds for all.
  package var longestInputTokens: Int?
  /// What an hour of a machine of one's own costs, in nano-dollars; 0 when it is not counted.
  package var hourNanoUSD: Int

  package init(
    inputNanoUSD: Int,
    outputNanoUSD: Int,
    cacheReadNanoUSD: Int? = nil,
    cacheWrite5mNanoUSD: Int? = nil,
    cacheWrite1hNanoUSD: Int? = nil,
    longestInputTokens: Int? = nil,
    hourNanoUSD: Int = 0
  ) {
    self.inputNanoUSD = inputNanoUSD
    self.outputNanoUSD = outputNanoUSD
    self.cacheReadNanoUSD = cacheReadNanoUSD
    self.cacheWrite5mNanoUSD = cacheWrite5mNanoUSD
    self.cacheWrite1hNanoUSD = cacheWrite1hNanoUSD
    self.longestInputTokens = longestInputTokens
    self.hourNanoUSD = hourNanoUSD
  }

  /// The price of a model that runs at no charge.
  package static let free = Price(
    inputNanoUSD: 0, outputNanoUSD: 0, cacheReadNanoUSD: 0, cacheWrite5mNanoUSD: 0,
    cacheWrite1hNanoUSD: 0)

  /// The cost of a call that took `milliseconds`; nil when a count is missing that has a price, a
  /// price is missing that has a count, or the prompt is longer than the price holds for: such a
  /// call is unpriced, never free.
  ///
  /// `cost = (input - read - write5m - write1h) * p_in + read * p_read + write5m * p_5m +
  /// write1h * p_1h + output * p_out + hours * p_hour`, the last rounded up to a nano-dollar.
  package func cost(of usage: Usage, milliseconds: Int = 0) -> Money? {
    let cached = [
      (cacheReadNanoUSD, usage.cacheReadTokens), (cacheWrite5mNanoUSD, usage.cacheWrite5mTokens),
      (cacheWrite1hNanoUSD, usage.cacheWrite1hTokens),
    ]
    let plainInput = usage.inputTokens.map { all in
      max(0, all - cached.reduce(0) { $0 + ($1.1 ?? 0) })
    }
    if let longestInputTokens, usage.inputTokens ?? 0 > longestInputTokens { return nil }
    var sum = time(milliseconds)
    for (price, tokens) in [(inputNanoUSD, plainInput), (outputNanoUSD, usage.outputTokens)] {
      if price == 0 { continue }
      guard let tokens else { return nil }
      sum += price * tokens
    }
    for (price, tokens) in cached {
      guard let tokens, tokens > 0 else { continue }
      guard let price else { return nil }
      sum += price * tokens
    }
    return Money(nanoUSD: sum)
  }

  /// The most that a call can cost: its whole input at the dearest input price and all the output it
  /// may have, over its whole deadline.
  package func worstCase(inputTokens: Int, outputTokens: Int, milliseconds: Int = 0) -> Money {
    let dearest = [cacheReadNanoUSD, cacheWrite5mNanoUSD, cacheWrite1hNanoUSD]
      .compactMap { $0 }.reduce(inputNanoUSD, max)
    return Money(
      nanoUSD: dearest * inputTokens + outputNanoUSD * outputTokens + time(milliseconds))
  }

  /// An hour has 3,600,000 milliseconds.
  private func time(_ milliseconds: Int) -> Int {
    hourNanoUSD == 0 ? 0 : (hourNanoUSD * milliseconds + 3_599_999) / 3_600_000
  }
}
