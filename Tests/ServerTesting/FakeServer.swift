import Foundation
import Synchronization

/// An HTTP server on the loopback that sends exactly the bytes a script says, faults included.
///
/// Each connection serves one request on a thread of its own. Use it through `withFakeServer`.
package final class FakeServer: Sendable {
  /// One request as it came.
  package struct Request: Sendable, Hashable {
    package var method: String
    package var path: String
    /// Header names in lower case.
    package var headers: [String: String]
    package var body: [UInt8]
  }

  /// One thing to do with a connection; it is closed after the last.
  package enum Step: Sendable, Hashable {
    /// Sends bytes.
    case send([UInt8])
    /// Says nothing more until the client leaves or the server stops.
    case hang
    /// Aborts the connection, so that the client sees a reset.
    case reset

    /// Sends text as UTF-8.
    package static func text(_ text: String) -> Step { .send(Array(text.utf8)) }
  }

  /// What to do for a request.
  package typealias Script = @Sendable (Request) -> [Step]

  private struct State {
    var requests: [Request] = []
    var connections: Set<Int32> = []
    var isListening = true
    var isStopped = false
  }

  /// The port that it listens on.
  package let port: Int
  /// One element for each client that left while its script hung.
  package let departures: AsyncStream<Void>
  private let departed: AsyncStream<Void>.Continuation
  private let listener: Int32
  private let script: Script
  private let state = Mutex(State())

  /// Starts to listen.
  ///
  /// - Throws: `POSIXError` when the loopback cannot be listened on.
  package init(_ script: @escaping Script) throws {
    (listener, port) = try listenOnLoopback()
    self.script = script
    (departures, departed) = AsyncStream.makeStream()
    Thread.detachNewThread { [self] in acceptAll() }
  }

  /// The base URL.
  package var url: String { "http://127.0.0.1:\(port)" }

  /// The requests so far, in order of arrival.
  package var requests: [Request] { state.withLock { $0.requests } }

  /// Ends every connection and stops listening.
  package func stop() {
    // Under the lock, under which they are closed: their numbers may soon be of other files.
    state.withLock { state in
      state.isStopped = true
      for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
      if state.isListening { shutdown(listener, Int32(SHUT_RDWR)) }
    }
    departed.finish()
  }

  private func acceptAll() {
    while true {
      let connection = accept(listener, nil, nil)
      // A client that left while it waited is no reason to refuse the next.
      if connection < 0, [EINTR, ECONNABORTED].contains(errno) { continue }
      guard connection >= 0 else { break }
      let isStopped = state.withLock { state in
        if !state.isStopped { state.connections.insert(connection) }
        return state.isStopped
      }
      if isStopped {
        close(connection)
        break
      }
      Thread.detachNewThread { [self] in serve(connection) }
    }
    state.withLock { state in
      state.isListening = false
      close(listener)
    }
  }

  private func serve(_ connection: Int32) {
    if let request = readRequest(from: connection) {
      state.withLock { $0.requests.append(request) }
      for step in script(request) { perform(step, on: connection) }
    }
    state.withLock { state in
      state.connections.remove(connection)
      close(connection)
    }
  }

  private func perform(_ step: Step, on connection: Int32) {
    switch step {
    case .send(let bytes):
      sendAll(bytes, to: connection)
    case .hang:
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
      if !state.withLock({ $0.isStopped }) { departed.yield() }
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      let size = socklen_t(MemoryLayout.size(ofValue: linger))
      setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, size)
    }
  }
}

/// Runs a body with a server that is stopped afterwards.
///
/// - Throws: `POSIXError` when the server cannot start, and what the body throws.
package func withFakeServer<Result>(
  _ script: @escaping FakeServer.Script,
  _ body: (FakeServer) async throws -> Result
) async throws -> Result {
  let server = try FakeServer(script)
  defer { server.stop() }
  return try await body(server)
}
