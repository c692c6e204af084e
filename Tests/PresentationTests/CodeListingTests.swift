import Testing

@testable import Presentation

@Suite struct CodeListingTests {
  private static let source = "def f(x):\n    # half\n    return x / 2\n"

  @Test func `Lines are numbered and marks point at them`() {
    #expect(
      CodeListing.lines(of: Self.source, marking: [3]).map(\.plain) == [
        "  1 │ def f(x):", "  2 │     # half", "▶ 3 │     return x / 2",
      ])
  }

  @Test func `Numbers stand in line when they have more digits`() {
    let source = (1...12).map { "x\($0)\n" }.joined()
    #expect(
      CodeListing.lines(of: source, around: 10, context: 1).map(\.plain) == [
        "   9 │ x9", "▶ 10 │ x10", "  11 │ x11",
      ])
  }

  @Test(arguments: [0, -1, 4, .max, .min])
  func `A line that does not exist is not shown`(line: Int) {
    #expect(CodeListing.lines(of: Self.source, around: line, context: 0).isEmpty)
  }

  @Test(
    arguments: [
      ("return x", [.init("return", .keyword), .init(" x")]),
      ("returned = 1e5", [.init("returned = 1e5")]),
      ("x # y 'z'", [.init("x "), .init("# y 'z'", .comment)]),
      (#"f"a\"b" + rb'c'"#, [.init(#"f"a\"b""#, .string), .init(" + "), .init("rb'c'", .string)]),
      ("buf'x'", [.init("buf"), .init("'x'", .string)]),
      ("s = '''a", [.init("s = "), .init("'''a", .string)]),
      ("'open # x", [.init("'open # x", .string)]),
      (
        "naïve is None",
        [.init("naïve "), .init("is", .keyword), .init(" "), .init("None", .keyword)]
      ),
      (#"'\"#, [.init(#"'\"#, .string)]),
      ("''", [.init("''", .string)]),
    ] as [(String, [StyledText.Span])])
  func `Keywords, strings and comments are told apart`(
    source: String, spans: [StyledText.Span]
  ) {
    #expect(PythonHighlighter.lines(of: source).map(\.spans) == [spans])
  }

  @Test func `A triple quoted string runs over lines, any other ends with its line`() {
    let source = "x = \"\"\"one\n# two \"\nthree\"\"\" # end\ny = 'open\nif x:\r\n"
    #expect(
      PythonHighlighter.lines(of: source).map(\.spans) == [
        [.init("x = "), .init("\"\"\"one", .string)],
        [.init("# two \"", .string)],
        [.init("three\"\"\"", .string), .init(" "), .init("# end", .comment)],
        [.init("y = "), .init("'open", .string)],
        [.init("if", .keyword), .init(" x:")],
      ])
  }

  @Test(arguments: [
    "", "\n", "a\n\nb", "\"\"\"\n\n", "x\u{0}\u{1B}\n", "\\\n'\\\nx", "a\n\n\n",
  ])
  func `No character of the source is lost`(source: String) {
    let lines = PythonHighlighter.lines(of: source).map(\.plain)
    let joined = lines.map { $0 + "\n" }.joined()
    #expect(joined == (source.hasSuffix("\n") || source.isEmpty ? source : source + "\n"))
  }
}
