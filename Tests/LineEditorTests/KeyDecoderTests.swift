import Testing

@testable import LineEditor

@Suite struct `Key decoder` {
  @Test(arguments: [
    ("ab", "a b"), ("é日👍", "é 日 👍"), ("\u{1B}[A\u{1B}OB", "<up> <down>"), ("\u{1B}f", "^[ f"),
    ("\u{1B}[1;5C\u{1B}[Z", "<wordRight> <backTab>"), ("\u{1B}\r", "<insertNewline>"),
    ("\u{1B}[13;2u", "<insertNewline>"), ("\u{1B}[15~x", "x"), ("\u{1B}\u{1B}[A", "^[ <up>"),
    ("\u{85}x", "x"), ("\u{1B}é", "^[ é"),
    ("\u{1B}[200~a\r\nb\u{1B}[A\0\u{1B}[201~c", "{a⏎b\u{1B}[A} c"),
    ("\u{1B}[200~\u{1B}[201~", "{}"), ("ab\u{3}c", "a b ^C c"), ("\u{1B}\u{3}", "^[ ^C"),
    ("\u{1B}[1;\u{3}x", "^C x"), ("\u{1B}[é", "é"),
  ])
  func `bytes become keys, however they are split`(bytes: String, keys: String) {
    for size in [1, 2, 3, 1000] {
      var decoder = KeyDecoder()
      var events: [KeyEvent] = []
      var rest = Array(bytes.utf8)[...]
      while !rest.isEmpty {
        events += decoder.feed(rest.prefix(size))
        rest = rest.dropFirst(size)
      }
      #expect(describe(events) == keys, "in pieces of \(size)")
      #expect(!decoder.isWaiting)
    }
  }

  @Test(arguments: [("\u{1B}", "^["), ("\u{1B}[", "^[ ["), ("\u{1B}[1;", "^[ [ 1 ;")])
  func `what stays incomplete is meant as it is`(bytes: String, keys: String) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(bytes.utf8) == [])
    #expect(decoder.isWaiting)
    #expect(describe(decoder.flush()) == keys)
    #expect(!decoder.isWaiting)
  }

  @Test func `bytes that are not UTF-8 are dropped`() {
    var decoder = KeyDecoder()
    let bytes: [UInt8] = [0x61, 0xFF, 0xC0, 0x80, 0xE6, 0x41, 0xED, 0xA0, 0x80, 0xF5, 0x62]
    #expect(describe(decoder.feed(bytes)) == "a A b")
  }

  @Test func `a sequence of the user's is a key of its own`() {
    var decoder = KeyDecoder()
    decoder.userKeys = ["[15~": 0x9F]
    #expect(decoder.feed("\u{1B}[15~".utf8) == [.scalar(0x9F)])
  }

  @Test func `Ctrl-C in a paste is text, unless the paste never ends`() {
    var decoder = KeyDecoder()
    #expect(describe(decoder.feed("\u{1B}[200~a\u{3}b\u{1B}[201~".utf8)) == "{a\u{3}b}")
    #expect(decoder.feed("\u{1B}[200~abc".utf8) == [])
    #expect(describe(decoder.feed([0x03])) == "^C")
    #expect(describe(decoder.feed("x".utf8)) == "x")
  }

  @Test func `after a reset a paste is over`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[200~abc".utf8) == [])
    decoder.reset()
    #expect(describe(decoder.feed("x".utf8)) == "x")
  }

  private func describe(_ events: [KeyEvent]) -> String {
    events.map { event in
      switch event {
      case .paste(let text): "{\(text.split(separator: "\n").joined(separator: "⏎"))}"
      case .interrupt: "^C"
      case .scalar(0x1B): "^["
      case .scalar(let value):
        Key(rawValue: value).map { "<\($0)>" }
          ?? Unicode.Scalar(value).map { String(Character($0)) } ?? "?"
      }
    }.joined(separator: " ")
  }
}
