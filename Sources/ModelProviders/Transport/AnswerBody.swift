import AsyncHTTPClient
import Experiments
import NIOCore
import Synchronization

extension HTTPConnection {
  /// Reads a body chunk by chunk until it ends or `read` says that nothing more is wanted; what
  /// `read` adds goes to the sink.
  ///
  /// - Throws: What reading the network throws, what `read` throws, or `CancellationError`.
  func readBody(
    of response: HTTPClientResponse,
    to sink: GenerationSink,
    _ read: (ByteBufferView, _ events: inout [GenerationEvent]) throws -> Bool
  ) async throws {
    let executor = HTTPTransport.executor
    try await withTaskExecutorPreference(executor) {
      let outbox = Outbox(sink, executor)
      // Also what came before an error.
      defer { outbox.flush() }
      for try await chunk in response.body {
        var events: [GenerationEvent] = []
        defer { outbox.add(events) }
        guard try read(chunk.readableBytesView, &events) else { return }
      }
    }
  }
}

/// Events that were read and are handed on as soon as nothing more can be read at once.
///
/// Handing them on wakes the waiting task, which costs more than reading them did.
private final class Outbox: Sendable {
  private let events = Mutex<[GenerationEvent]>([])
  private let sink: GenerationSink
  private let executor: LoopExecutor

  init(_ sink: GenerationSink, _ executor: LoopExecutor) {
    self.sink = sink
    self.executor = executor
  }

  /// Called on the executor: what is added there is handed on when its task is suspended.
  func add(_ more: [GenerationEvent]) {
    guard !more.isEmpty else { return }
    let isFirst = events.withLock { events in
      events += more
      return events.count == more.count
    }
    if isFirst { executor.run { self.flush() } }
  }

  func flush() {
    sink.send(
      events.withLock { events in
        defer { events = [] }
        return events
      })
  }
}
