/// Tokens as the server reported them; nil where it did not.
///
/// Every provider is brought to the same meaning: the cached tokens are parts of `inputTokens`, and
/// the reasoning tokens are part of `outputTokens`, whatever the server's own counts include.
package struct Usage: Sendable, Hashable, Codable {
  /// All tokens of the prompt, cached or not.
  package var inputTokens: Int?
  /// All tokens written, those of reasoning included.
  package var outputTokens: Int?
  /// Input tokens read from the provider's prompt cache.
  package var cacheReadTokens: Int?
  /// Input tokens written to a cache that lasts 5 minutes.
  package var cacheWrite5mTokens: Int?
  /// Input tokens written to a cache that lasts an hour.
  package var cacheWrite1hTokens: Int?
  /// Output tokens spent on reasoning.
  package var reasoningTokens: Int?

  package init(
    inputTokens: Int? = nil,
    outputTokens: Int? = nil,
    cacheReadTokens: Int? = nil,
    cacheWrite5mTokens: Int? = nil,
    cacheWrite1hTokens: Int? = nil,
    reasoningTokens: Int? = nil
  ) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.cacheReadTokens = cacheReadTokens
    self.cacheWrite5mTokens = cacheWrite5mTokens
    self.cacheWrite1hTokens = cacheWrite1hTokens
    self.reasoningTokens = reasoningTokens
  }

  /// These counts without those that no server can mean: such a count was not reported.
  package var plausible: Usage {
    Usage(
      inputTokens: Self.plausible(inputTokens), outputTokens: Self.plausible(outputTokens),
      cacheReadTokens: Self.plausible(cacheReadTokens),
      cacheWrite5mTokens: Self.plausible(cacheWrite5mTokens),
      cacheWrite1hTokens: Self.plausible(cacheWrite1hTokens),
      reasoningTokens: Self.plausible(reasoningTokens))
  }

  /// A count of tokens; nil below zero and above a thousand million.
  package static func plausible(_ count: Int?) -> Int? {
    count.flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
  }
}

/// How long the server itself says the parts of a call took; nil where it did not.
package struct ServerTiming: Sendable, Hashable, Codable {
  /// Loading the model, in milliseconds.
  package var loadMs: Double?
  /// Reading the prompt, in milliseconds.
  package var promptMs: Double?
  /// Writing the answer, in milliseconds.
  package var generationMs: Double?

  package init(loadMs: Double? = nil, promptMs: Double? = nil, generationMs: Double? = nil) {
    self.loadMs = loadMs
    self.promptMs = promptMs
    self.generationMs = generationMs
  }
}

/// A try of a call that failed before anything of the answer had come, and was made again.
package struct CallRetry: Sendable, Hashable, Codable {
  /// The failed try, from 1.
  package var attempt: Int
  /// What kind of fault it was.
  package var code: ProviderError.Code
  package var message: String
  /// How long was waited before the next try, in milliseconds.
  package var waitMs: Int

  package init(attempt: Int, code: ProviderError.Code, message: String, waitMs: Int) {
    self.attempt = attempt
    self.code = code
    self.message = message
    self.waitMs = waitMs
  }
}

/// Why a model stopped writing.
package enum StopReason: String, Sendable, Hashable, Codable {
  /// It was done.
  case stop
  /// It met the output limit: the text is cut.
  case length
  /// It declined.
  case refusal
}

/// What an answer cost that was recorded before.
package struct RecordedCost: Sendable, Hashable {
  /// The tier of the model that gave it.
  package var tier: Tier
  /// What was paid when it was recorded; nil when that is not known.
  package var paid: Money?

  package init(tier: Tier, paid: Money?) {
    self.tier = tier
    self.paid = paid
  }
}

/// What a server says when an answer is complete.
package struct GenerationEnd: Sendable, Hashable {
  package var usage: Usage
  package var stopReason: StopReason
  /// The model's name as the server reports it.
  package var reportedModel: String
  /// The model's digest, when the server has one.
  package var digest: String?
  /// The server's own name for the call.
  package var requestID: String?
  package var timing: ServerTiming?
  /// Waited for other calls to the same server, in milliseconds; nil when it did not wait.
  package var queuedMs: Int?
  /// The tries before the one that answered.
  package var retries: [CallRetry]
  /// Options of the sampling that the model does not take and was asked without, by the names of
  /// their settings.
  package var unsent: [String]
  /// What the answer cost when it was recorded; nil for one that is given now.
  package var recorded: RecordedCost?

  package init(
    usage: Usage,
    stopReason: StopReason,
    reportedModel: String,
    digest: String? = nil,
    requestID: String? = nil,
    timing: ServerTiming? = nil,
    queuedMs: Int? = nil,
    retries: [CallRetry] = [],
    unsent: [String] = [],
    recorded: RecordedCost? = nil
  ) {
    self.usage = usage
    self.stopReason = stopReason
    self.reportedModel = reportedModel
    self.digest = digest
    self.requestID = requestID
    self.timing = timing
    self.queuedMs = queuedMs
    self.retries = retries
    self.unsent = unsent
    self.recorded = recorded
  }
}

/// One piece of a streamed answer.
package enum GenerationEvent: Sendable, Hashable {
  /// More of the answer's text.
  case text(String)
  /// More of what the model thought, kept apart from the answer.
  case reasoning(String)
  /// The call waits for others to the same server; `ahead` of them go first.
  case queued(ahead: Int)
  /// A try failed before anything of the answer had come, and is made again after its wait.
  case retrying(CallRetry)
  /// The answer is complete; always the last event of a stream that did not throw.
  case end(GenerationEnd)
}
