/// Where a provider's answer goes.
package struct GenerationSink: Sendable {
  private let take: @Sendable (GenerationEvent) -> Void

  /// Makes a sink of what takes the pieces.
  package init(_ take: @escaping @Sendable (GenerationEvent) -> Void) {
    self.take = take
  }

  /// Hands over a piece of the answer.
  package func send(_ event: GenerationEvent) {
    take(event)
  }

  /// Hands over what came together: pieces of one kind that follow one another go as one.
  package func send(_ events: [GenerationEvent]) {
    guard var last = events.first else { return }
    for event in events.dropFirst() {
      switch (last, event) {
      case (.text(let first), .text(let more)): last = .text(first + more)
      case (.reasoning(let first), .reasoning(let more)): last = .reasoning(first + more)
      default:
        take(last)
        last = event
      }
    }
    take(last)
  }
}

/// A provider that hands its answer to a sink.
///
/// A caller inside a stream of its own, as `GovernedProvider` does, needs no second
/// stream and no second task.
package protocol AnsweringProvider: ModelProvider {
  /// Sends the pieces of an answer to a sink as they come, and gives its end.
  ///
  /// - Throws: What went wrong; who asks makes a `ProviderError` of it.
  func answer(
    _ request: GenerationRequest, in context: GenerationContext, to sink: GenerationSink
  ) async throws -> GenerationEnd
}

extension AnsweringProvider {
  package func generate(
    _ request: GenerationRequest, in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    generationStream(endpoint: endpoint) { sink in
      try await answer(request, in: context, to: sink)
    }
  }
}

extension ModelProvider {
  /// Relays an answer to a sink and gives its end, without a stream between where that can be.
  ///
  /// - Throws: What the provider's answer or stream throws.
  package func relay(
    _ request: GenerationRequest, in context: GenerationContext, to sink: GenerationSink
  ) async throws -> GenerationEnd {
    if let provider = self as? any AnsweringProvider {
      return try await provider.answer(request, in: context, to: sink)
    }
    for try await event in generate(request, in: context) {
      if case .end(let end) = event { return end }
      sink.send(event)
    }
    try Task.checkCancellation()
    throw ProviderError(
      code: .brokenStream, endpoint: endpoint, message: "the stream ended without its end",
      suggestion: "the step again")
  }
}

/// Streams what `answer` sends, then its end.
///
/// The contract of every provider's stream is kept here once: exactly one `.end`, and last, without
/// counts that cannot be; any error but cancellation comes out as a `ProviderError` of `endpoint`; a
/// cancelled consumer gets `CancellationError` and the work is cancelled.
package func generationStream(
  endpoint: String,
  _ answer: @escaping @Sendable (GenerationSink) async throws -> GenerationEnd
) -> AsyncThrowingStream<GenerationEvent, any Error> {
  AsyncThrowingStream { continuation in
    let work = Task {
      do {
        var end = try await answer(GenerationSink { continuation.yield($0) })
        end.usage = end.usage.plausible
        try Task.checkCancellation()
        continuation.yield(.end(end))
        continuation.finish()
      } catch {
        continuation.finish(throwing: typed(error, endpoint: endpoint))
      }
    }
    continuation.onTermination = { reason in
      guard case .cancelled = reason else { return }
      work.cancel()
      // The handler runs before the stream is ended quietly, so the consumer sees the error.
      continuation.finish(throwing: CancellationError())
    }
  }
}

/// The error that a stream of `endpoint` ends with.
package func typed(_ error: any Error, endpoint: String) -> any Error {
  if error is CancellationError || error is ProviderError { return error }
  if Task.isCancelled { return CancellationError() }
  return ProviderError(
    code: .badResponse, endpoint: endpoint, message: "\(error)",
    suggestion: "the step again, or another model")
}
