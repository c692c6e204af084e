import Experiments

/// Where a provider's answer goes.
struct GenerationSink: Sendable {
  fileprivate let continuation: AsyncThrowingStream<GenerationEvent, any Error>.Continuation

  /// Hands over a piece of the answer.
  func send(_ event: GenerationEvent) {
    continuation.yield(event)
  }
}

/// Streams what `answer` sends, then its end.
///
/// The contract of every provider's stream is kept here once: exactly one `.end`, and last; any error
/// but cancellation comes out as a `ProviderError` of `endpoint`; a cancelled consumer gets
/// `CancellationError` and the work is cancelled.
func generationStream(
  endpoint: String,
  _ answer: @escaping @Sendable (GenerationSink) async throws -> GenerationEnd
) -> AsyncThrowingStream<GenerationEvent, any Error> {
  AsyncThrowingStream { continuation in
    let work = Task {
      do {
        let end = try await answer(GenerationSink(continuation: continuation))
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

private func typed(_ error: any Error, endpoint: String) -> any Error {
  if error is CancellationError || error is ProviderError { return error }
  if Task.isCancelled { return CancellationError() }
  return ProviderError(code: .badResponse, endpoint: endpoint, message: "\(error)")
}
