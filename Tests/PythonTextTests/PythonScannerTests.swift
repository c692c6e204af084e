import PythonText
import TestKit
import Testing

@Suite(.paced) struct PythonScannerTests {
  private func texts(_ source: String) -> [String] {
    let bytes = Array(source.utf8)
    return PythonScanner.pieces(of: bytes).map {
      String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)
    }
  }

  @Test func `each kind of piece is told apart`() {
    let source = "x = rb'''a\nb''' # c\n\t1e-5 \\\n ? 'open\n"
    #expect(
      PythonScanner.pieces(of: Array(source.utf8)).map(\.kind) == [
        .name, .blank, .symbol, .blank, .string(isTriple: true, isClosed: true), .blank, .comment,
        .lineBreak, .blank, .number, .blank, .continuation, .blank, .invalid, .blank,
        .string(isTriple: false, isClosed: false), .lineBreak,
      ])
  }

  @Test(
    arguments: [
      ("a**=b", ["a", "**=", "b"]), ("([{}])", ["(", "[", "{", "}", "]", ")"]),
      ("f'{x!r}'", ["f'{x!r}'"]),
      ("\u{A0}\u{200B}x", ["\u{A0}\u{200B}", "x"]),
      ("größe=1", ["größe", "=", "1"]), ("'a\\\nb'", ["'a\\\nb'"]), ("x\r\n", ["x", "\r", "\n"]),
      ("'''a''", ["'''a''"]), ("\\", ["\\"]), ("abc'x'", ["abc", "'x'"]),
    ] as [(String, [String])])
  func `pieces are the longest that fit`(source: String, pieces: [String]) {
    #expect(texts(source) == pieces)
  }

  private func expectCover(_ bytes: [UInt8]) {
    var end = 0
    for piece in PythonScanner.pieces(of: bytes) {
      #expect(piece.start == end && piece.end > piece.start)
      end = piece.end
    }
    #expect(end == bytes.count)
  }

  @Test(arguments: 0..<8) func `the pieces of any bytes cover them`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    for _ in 0..<500 {
      let count = Int.random(in: 0...60, using: &random)
      expectCover((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }

  @Test(arguments: 0..<8) func `the pieces of any mixture of Python cover it`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed) + 100)
    for _ in 0..<500 {
      let parts = (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
        Self.parts.randomElement(using: &random)
      }
      let bytes = Array(parts.joined().utf8)
      expectCover(bytes)
      expectOrder(bytes)
    }
  }

  /// Tokens are pieces, in order, and each is within its logical line.
  private func expectOrder(_ bytes: [UInt8]) {
    var lexer = PythonLexer(bytes)
    while let line = lexer.nextLine() {
      for token in line.tokens {
        #expect(lexer.tokens[token].start >= line.start && lexer.tokens[token].end <= line.end)
      }
    }
    #expect(lexer.position == bytes.count)
    let edges = lexer.tokens.flatMap { [$0.start, $0.end] }
    #expect(edges == edges.sorted())
  }

  private static let parts = [
    "\n", "\r\n", "\r", " ", "\t", "\u{0C}", "\\", "\\\n", "#", "# c\n", "\"", "'", "\"\"\"", "'''",
    "r", "rb", "f'", "x", "def f(a):", "(", ")", "[", "]", "{", "}", "1e-5", "0x", ".", "...",
    "**=",
    "->", "!", "?", "\u{A0}", "\u{FEFF}", "\u{201C}", "é", "ñ", "🙂", "\0", ":=", "@",
  ]
}
