import TestKit
import Testing

@testable import ModelProviders

@Suite struct ServerSentEventsTests {
  private func events(_ chunks: some Sequence<[UInt8]>) throws -> [ServerSentEvent] {
    var parser = ServerSentEvents()
    var events: [ServerSentEvent] = []
    for chunk in chunks {
      try parser.append(chunk)
      while let event = parser.next() { events.append(event) }
    }
    if let last = parser.finish() { events.append(last) }
    return events
  }

  private func shown(_ text: String) throws -> [String] {
    try events([Array(text.utf8)]).map { "\($0.name)|\(String(decoding: $0.data, as: UTF8.self))" }
  }

  @Test(arguments: [
    ("data: a\n\ndata: b\n\n", ["|a", "|b"]),
    ("data: a\r\n\r\ndata: b\r\n\r\n", ["|a", "|b"]),
    ("data: a\r\rdata: b\r\r", ["|a", "|b"]),
    ("event: x\r\ndata: a\r\ndata: b\r\n\r\n", ["x|a\nb"]),
    ("data: a\n\r\ndata: b\r\n\n", ["|a", "|b"]),
    ("data:a\n\n", ["|a"]),
    ("data:  a \n\n", ["| a "]),
    ("event: ping\ndata: {}\n\n", ["ping|{}"]),
    ("data: a\ndata: b\ndata:\n\n", ["|a\nb\n"]),
    (": comment\n\n:\n\ndata: a\n: x\n\n", ["|a"]),
    ("event: ping\n\ndata: a\n\n", ["|a"]),
    ("id: 7\nretry: 10\ndata: a\n\n", ["|a"]),
    ("\u{FEFF}data: a\n\ndata: \u{FEFF}b\n\n", ["|a", "|\u{FEFF}b"]),
    ("data\n\ndata: a\n\n", ["|", "|a"]),
    ("data: a\n\ndata: no blank line", ["|a", "|no blank line"]),
    ("data: a\n\ndata: no blank line\n", ["|a", "|no blank line"]),
    ("\u{FEFF}data: only", ["|only"]),
    ("datax: a\n\n\n\n", []), ("", []),
  ])
  func `events are read in every form the standard has`(text: String, expected: [String]) throws {
    #expect(try shown(text) == expected)
  }

  @Test(arguments: 0..<200)
  func `the same bytes give the same events wherever chunks end`(seed: UInt64) throws {
    let pieces = [
      "data: ", "größe 🐍", "\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "event: ", "a", ":", " ",
      "data:", "\u{FEFF}", "id: 1\n", "{\"a\":1}",
    ]
    var random = SeededRandom(seed: seed)
    let count = Int.random(in: 0..<60, using: &random)
    let text = try (0..<count).map { _ in try #require(pieces.randomElement(using: &random)) }
      .joined()
    let bytes = Array(text.utf8)
    let whole = try events([bytes])
    #expect(try events(bytes.map { [$0] }) == whole)
    for _ in 0..<5 {
      var rest = bytes[...]
      var chunks: [[UInt8]] = []
      while !rest.isEmpty {
        let size = min(rest.count, .random(in: 1...7, using: &random))
        chunks.append(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      #expect(try events(chunks) == whole)
    }
  }

  @Test func `a line of 5 MB is one event, and one without end is refused`() throws {
    let long = [UInt8](repeating: 120, count: 5 << 20)
    let event = try events([Array("data: ".utf8), long, Array("\n\n".utf8)])
    #expect(event.map(\.data.count) == [5 << 20])
    var parser = ServerSentEvents(limit: 10)
    try parser.append(Array("data: 12345678".utf8))
    #expect(parser.next() == nil)
    #expect(throws: LineSplitter.LineTooLong(limit: 10)) { try parser.append([120]) }
  }

  @Test func `an event of many lines is bounded too`() throws {
    var parser = ServerSentEvents(limit: 10)
    try parser.append(Array("data: 123456\ndata: 123456\n".utf8))
    #expect(parser.next() == nil)
    #expect(throws: LineSplitter.LineTooLong.self) { try parser.append([120]) }
  }
}
