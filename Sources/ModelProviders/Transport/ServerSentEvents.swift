/// One event of a `text/event-stream`.
struct ServerSentEvent: Sendable, Hashable {
  /// The event's kind; empty when the stream does not say.
  var name: String
  /// Its data, the lines of one event joined by line feeds.
  var data: [UInt8]
}

/// Cuts a `text/event-stream` into events, wherever its chunks end; does no I/O.
///
/// Lines end with LF, CR or CRLF, mixed or not; a byte order mark, comments, `id` and `retry` are
/// passed over; the blank after a field's colon may be missing. Works on bytes: a character that is
/// split between chunks is whole again in its event. An event that the stream ends without a blank
/// line counts, though the standard would drop it: servers forget that line after their last event.
///
/// **Source**: <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>.
struct ServerSentEvents: Sendable {
  private var buffer: [UInt8] = []
  /// Where in `buffer` the next line begins.
  private var start = 0
  /// Everything before it holds no line end.
  private var scanned = 0
  private var isFirstLine = true
  /// The last line ended with CR: a line feed right after it belongs to it.
  private var mayBeginWithLineFeed = false
  private var name = ""
  private var data: [UInt8]?
  private let limit: Int

  /// Makes a parser for one stream; `limit` bounds a line and an event, in bytes.
  init(limit: Int = 16 << 20) {
    self.limit = limit
  }

  /// Takes more bytes.
  ///
  /// - Throws: `LineSplitter.LineTooLong` when the line or the event under way had passed the limit.
  mutating func append(_ bytes: some Sequence<UInt8>) throws {
    buffer.removeSubrange(..<start)
    scanned -= start
    start = 0
    buffer.append(contentsOf: bytes)
    if max(scanned, data?.count ?? 0) > limit { throw LineSplitter.LineTooLong(limit: limit) }
  }

  /// The next whole event; nil when there is none yet.
  mutating func next() -> ServerSentEvent? {
    while let line = nextLine() {
      if line.isEmpty {
        if let event = takeEvent() { return event }
      } else {
        read(line)
      }
    }
    return nil
  }

  /// The event that was under way when the stream ended.
  mutating func finish() -> ServerSentEvent? {
    if let event = next() { return event }
    let rest = buffer[start...]
    start = buffer.count
    scanned = start
    if !rest.isEmpty { read(withoutMark(rest)) }
    return takeEvent()
  }

  private mutating func nextLine() -> ArraySlice<UInt8>? {
    if mayBeginWithLineFeed, start < buffer.count {
      mayBeginWithLineFeed = false
      if buffer[start] == lineFeed {
        start += 1
        scanned = max(scanned, start)
      }
    }
    guard let end = buffer[scanned...].firstIndex(where: { $0 == lineFeed || $0 == carriageReturn })
    else {
      scanned = buffer.count
      return nil
    }
    let line = withoutMark(buffer[start..<end])
    mayBeginWithLineFeed = buffer[end] == carriageReturn
    start = end + 1
    scanned = start
    return line
  }

  /// The stream's first line may begin with a byte order mark.
  private mutating func withoutMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    defer { isFirstLine = false }
    return isFirstLine && line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
  }

  private mutating func read(_ line: ArraySlice<UInt8>) {
    let colon = line.firstIndex(of: UInt8(ascii: ":"))
    let field = line[..<(colon ?? line.endIndex)]
    var value = colon.map { line[($0 + 1)...] } ?? []
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    if field.elementsEqual("data".utf8) {
      data = data.map { $0 + [lineFeed] + value } ?? Array(value)
    } else if field.elementsEqual("event".utf8) {
      name = String(decoding: value, as: UTF8.self)
    }
  }

  /// Ends the event under way; one without data is none.
  private mutating func takeEvent() -> ServerSentEvent? {
    defer { (name, data) = ("", nil) }
    return data.map { ServerSentEvent(name: name, data: $0) }
  }
}

private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
