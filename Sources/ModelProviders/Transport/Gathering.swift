import AsyncHTTPClient
import NIOCore

/// Lets the pieces of a fast stream gather before the next are read.
///
/// Waking up costs more than reading a piece: where pieces come more than once in a millisecond,
/// reading rests for two, and what came meanwhile is read at once. A stream that is slower never
/// waits: a piece that comes after a silence is handed on as it comes, and a rest follows only when
/// the next has come right behind it.
struct Gathering: Sendable {
  /// How long a rest is; a token may be shown 5 ms late.
  static let rest: Duration = .milliseconds(2)
  /// Pieces closer than this are dense.
  private static let near: Duration = .milliseconds(1)
  /// How long is read between two rests at least: what has gathered is all taken in this time.
  private static let burst: Duration = .microseconds(250)

  private var lastPiece: Duration?
  private var lastRest: Duration = .zero

  /// Whether to rest, now that a piece has come and been handed on.
  mutating func isDense(at now: Duration) -> Bool {
    defer { lastPiece = now }
    guard let lastPiece, now - lastPiece < Self.near, now - lastRest >= Self.burst else {
      return false
    }
    return true
  }

  /// Notes that a rest has ended.
  mutating func rested(at now: Duration) {
    lastRest = now
    lastPiece = now
  }
}

extension HTTPConnection {
  /// Reads a body chunk by chunk until it ends or `read` says that nothing more is wanted.
  ///
  /// - Throws: What reading the network throws, what `read` throws, or `CancellationError`.
  func readBody(
    of response: HTTPClientResponse, _ read: (ByteBufferView) throws -> Bool
  ) async throws {
    let start = ContinuousClock.now
    var gathering = Gathering()
    for try await chunk in response.body {
      guard try read(chunk.readableBytesView) else { return }
      guard gathering.isDense(at: ContinuousClock.now - start) else { continue }
      try await Task.sleep(for: Gathering.rest, tolerance: .zero)
      gathering.rested(at: ContinuousClock.now - start)
    }
  }
}
