import Testing

@testable import Simulators

@Suite struct PythonTokensTests {
  @Test(arguments: [
    "", "x = 1\n", "s = 'a\\'b' + \"c\"\n", "t = '''a\n\"b\" '''\n", "f'{x!r}' rb\"\\x00\"",
    "a //= b ** -c # note < 3\n", "def f(*a, **k) -> int: ...", "x = 1_000.5e3\n\tif a:=b:\r\n",
    "'unterminated\nnext", "\"\"\"open", "größe = 'ß' if a<=b else \"€\"", "a = '\\",
  ])
  func `the pieces joined are the source`(source: String) {
    #expect(PythonTokens(source).tokens.map(\.text).joined() == source)
  }

  @Test func `strings and comments are one piece each`() {
    let tokens = PythonTokens("x = rb'a<b' < 3 # 4 == 5\n").tokens
    #expect(tokens.filter { $0.kind == .string }.map(\.text) == ["rb'a<b'"])
    #expect(tokens.filter { $0.kind == .comment }.map(\.text) == ["# 4 == 5"])
    #expect(tokens.filter { $0.kind == .op }.map(\.text) == ["=", "<"])
    #expect(tokens.filter { $0.kind == .number }.map(\.text) == ["3"])
  }

  @Test func `a returned expression may go over lines`() {
    let source = PythonTokens("return max(a,\n  b)  # both\nreturn\nreturn x;y")
    let texts = source.returned.map { source.tokens[$0].map(\.text).joined() }
    #expect(texts == ["max(a,\n  b)", "x"])
  }
}
