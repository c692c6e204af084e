/// Cuts a stream of bytes into lines, wherever its chunks end.
///
/// Works on bytes: a character that is split between two chunks is whole again in its line.
struct LineSplitter: Sendable {
  /// A line longer than the limit.
  struct LineTooLong: Error, Sendable, Hashable {
    var limit: Int
  }

  private var buffer: [UInt8] = []
  /// Where in `buffer` the next line begins.
  private var start = 0
  /// Everything before it holds no line end.
  private var scanned = 0
  private let limit: Int

  init(limit: Int = 16 << 20) {
    self.limit = limit
  }

  /// Takes more bytes.
  ///
  /// - Throws: `LineTooLong` when the line under way had passed the limit before.
  mutating func append(_ bytes: some Sequence<UInt8>) throws {
    buffer.removeSubrange(..<start)
    scanned -= start
    start = 0
    buffer.append(contentsOf: bytes)
    if scanned > limit { throw LineTooLong(limit: limit) }
  }

  /// The next whole line without its end (`\n` or `\r\n`); nil when there is none yet.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) else {
      scanned = buffer.count
      return nil
    }
    let line = buffer[start..<end]
    start = end + 1
    scanned = start
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  /// The bytes after the last line end.
  var rest: ArraySlice<UInt8> { buffer[start...] }
}
