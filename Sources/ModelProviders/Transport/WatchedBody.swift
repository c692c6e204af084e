import NIOCore
import Synchronization

/// A request's body that knows whether it was asked for.
///
/// It is asked for when the connection stands and the request's head is written: before that nothing
/// was sent that a server could work on, and from then on the server may have all of it.
///
/// A class because who sends it and who asks afterwards share it.
final class WatchedBody: AsyncSequence, Sendable {
  private let bytes: ByteBuffer
  private let isAskedFor = Mutex(false)

  init(_ bytes: [UInt8]) {
    self.bytes = ByteBuffer(bytes: bytes)
  }

  /// In bytes.
  var length: Int64 { Int64(bytes.readableBytes) }

  /// Whether the server may have the request.
  var isSent: Bool { isAskedFor.withLock { $0 } }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate var body: WatchedBody?

    mutating func next() async -> ByteBuffer? {
      defer { body = nil }
      body?.isAskedFor.withLock { $0 = true }
      return body?.bytes
    }
  }

  func makeAsyncIterator() -> Iterator { Iterator(body: self) }
}
