@testable import Extraction
import PythonText
import Testing

@Suite struct `Python lexer` {
  @Test(
    arguments: [
      ("x = 'a' # b\n", ["x", "=", "'a'"]),
      ("r'\\' ' + rb\"x\" + 'a'", ["r'\\' '", "+", "rb\"x\"", "+", "'a'"]),
      ("F'''a\n'b''' c", ["F'''a\n'b'''", "c"]),
      ("f'{x}' u'' Rb''", ["f'{x}'", "u''", "Rb''"]),
      ("a**=b//c>>d", ["a", "**=", "b", "//", "c", ">>", "d"]),
      ("1e-5 + .5j - 0x1F_e+1", ["1e-5", "+", ".5j", "-", "0x1F_e", "+", "1"]),
      ("x: int=... -> y", ["x", ":", "int", "=", "...", "->", "y"]),
      ("é = ñ != z", ["é", "=", "ñ", "!=", "z"]),
      ("a ? b", ["a", "?", "b"]),
      ("print(\u{201C}x\u{201D})", ["print", "(", "\u{201C}", "x", "\u{201D}", ")"]),
    ] as [(String, [String])])
  func `Tokens are the longest that fit`(_ source: String, _ expected: [String]) {
    let module = PythonModule(Array(source.utf8))
    #expect(module.tokens.indices.map(module.text) == expected)
  }

  @Test(
    arguments: [
      ("a = (1,\n  2)\nb\n", 2), ("a = 1 + \\\n  2\n", 1), ("'''\na\nb\n'''\nx\n", 2),
      ("\n# c\n\na\n", 1), ("x = [\n# c\n\n1]\n", 1), ("", 0), ("a", 1),
    ] as [(String, Int)])
  func `A logical line takes the physical lines it needs`(_ source: String, _ count: Int) {
    #expect(PythonModule(Array(source.utf8)).lines.count == count)
  }

  @Test(
    arguments: [
      ("x = (1\ny", true, false), ("x = '''a\n", true, false), ("x = 'a\n", false, true),
      ("x = 1)\n", false, true), ("x = (]\n", false, true), ("x = 1\n", false, false),
    ] as [(String, Bool, Bool)])
  func `Open and broken lines are told apart`(_ source: String, _ isOpen: Bool, _ isBroken: Bool)
    throws
  {
    let line = try #require(PythonModule(Array(source.utf8)).lines.first)
    #expect(line.isOpen == isOpen)
    #expect(line.isBroken == isBroken)
  }

  @Test(
    arguments: [
      ("  x", 2), ("\tx", 8), ("  \tx", 8), ("\u{A0}\u{A0}x", 2), ("\u{0C}x", 0),
    ] as [(String, Int)])
  func `Indentation counts columns`(_ source: String, _ indent: Int) throws {
    #expect(try #require(PythonModule(Array(source.utf8)).lines.first).indent == indent)
  }

  @Test(
    arguments: [
      ("import a.b as c, d.e\n", ["c", "d"]), ("from a import (b as c,\n  d)\n", ["c", "d"]),
      ("a, b = c, d = 1, 2\n", ["a", "b", "c", "d"]), ("x.y = z[0] = 1\n", []),
      ("x: int = 3\n", ["x"]),
      ("x += 1\n", ["x"]), ("if y: x = 1\n", ["x"]), ("f(a=1)\n", []),
      ("@d\ndef f(a): pass\n", ["f"]), ("class A(B): pass\n", ["A"]),
      ("if x:\n  a = 1\nelse:\n  b = 2\n", ["a", "b"]), ("with x as y:\n  pass\n", ["y"]),
      ("for i, j in x:\n  pass\n", ["i", "j"]), ("async def g(): pass\n", ["g"]),
    ] as [(String, [String])])
  func `Statements bind names`(_ source: String, _ names: [String]) throws {
    let module = PythonModule(Array(source.utf8))
    #expect(module.boundNames(try #require(module.statements.first)) == Set(names))
  }

  @Test(
    arguments: [
      ("def f(a, *b, c=d, **e):\n  return a + b + c + e + g\n", ["d", "g"]),
      ("def f(x):\n  return [h(y) for y in x]\n", ["h"]),
      ("def f(x):\n  return (lambda z: z + q)(x)\n", ["q"]),
      ("def f():\n  global n\n  n = 1\n  return n\n", ["n"]),
      ("def f(x):\n  return x.size + len(x)\n", ["len"]),
      ("def f(x: List[int]) -> T:\n  g(key=x)\n", ["List", "int", "T", "g"]),
      ("def f(x):\n  return f\"{p(x)} q\"\n", ["p"]),
      ("def f(x):\n  if (y := x):\n    return y\n", []),
    ] as [(String, [String])])
  func `Functions need free names`(_ source: String, _ names: [String]) throws {
    let module = PythonModule(Array(source.utf8))
    #expect(module.freeNames(try #require(module.statements.first)) == Set(names))
  }

  @Test(arguments: [
    "This returns the sum", "for each item we add", "Note: it works", "from any cell, and in each",
    "* one", "Done.", "Step 1", "if you like", "pass through", "and so on", "Why?", "3. Third",
    "Output: 5", "with that said", "x",
  ])
  func `Words are not Python`(_ words: String) {
    #expect(!PythonModule(Array(words.utf8)).isPlausible(0))
  }

  @Test(arguments: [
    "x = 1", "for i in x: pass", "print(x)", "return x", "x: int = 3", "else:", "a.b.c()", "'text'",
    "x if y else z", "not x", "@d", "match x:", "*a, b = c", "lambda: 0", "assert x, 'no'", "del x",
  ])
  func `Python is Python`(_ code: String) {
    #expect(PythonModule(Array(code.utf8)).isPlausible(0))
  }
}
