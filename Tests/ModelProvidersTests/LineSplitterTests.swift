import Testing

@testable import ModelProviders

@Suite struct LineSplitterTests {
  private static let text = "{\"a\":\"größe\"}\r\n\n{\"b\":\"🐍\"}\nrest"

  @Test(arguments: 1...12)
  func `lines are whole wherever the chunks end`(size: Int) throws {
    var splitter = LineSplitter()
    var lines: [String] = []
    let bytes = Array(Self.text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      try splitter.append(bytes[start..<min(start + size, bytes.count)])
      while let line = splitter.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    }
    #expect(lines == ["{\"a\":\"größe\"}", "", "{\"b\":\"🐍\"}"])
    #expect(String(decoding: splitter.rest, as: UTF8.self) == "rest")
  }

  @Test func `a line past the limit is refused`() throws {
    var splitter = LineSplitter(limit: 8)
    try splitter.append(Array("123456789".utf8))
    #expect(splitter.next() == nil)
    #expect(throws: LineSplitter.LineTooLong(limit: 8)) { try splitter.append([48]) }
  }

  @Test func `many short lines do not add up to the limit`() throws {
    var splitter = LineSplitter(limit: 8)
    for _ in 0..<100 {
      try splitter.append(Array("1234\n56".utf8))
      while splitter.next() != nil {}
      try splitter.append(Array("\n".utf8))
      #expect(splitter.next()?.count == 2)
    }
  }
}
