import Experiments
import Extraction
import Testing

@Suite struct `Extraction of definitions` {
  @Test(arguments: shapes)
  func `The entry point may be defined in many ways`(_ item: ExtractionCase) throws {
    try item.check()
  }

  @Test(arguments: tests)
  func `Tests stay out, what the function uses stays in`(_ item: ExtractionCase) throws {
    try item.check()
  }

  @Test(arguments: nothing)
  func `An answer without code says why`(_ item: NothingCase) {
    let extraction = PythonExtractor().extract(
      from: item.answer, for: Samples.plain, truncated: item.truncated)
    guard case .nothing(let outcome, let reason) = extraction else {
      Issue.record("\(extraction)")
      return
    }
    #expect(outcome == item.outcome)
    #expect(!reason.isEmpty)
  }

  @Test(arguments: truncated)
  func `A complete definition in a cut answer is used`(_ item: ExtractionCase) throws {
    try item.check()
  }

  @Test func `A completion continues the prompt as it is`() {
    let candidate = PythonExtractor().candidate(continuing: "    return 1 # x", Samples.plain)
    #expect(candidate.code == Samples.plain.prompt + "    return 1 # x")
    #expect(candidate.form == .continuation)
  }

  @Test func `A solution stands as it is when the prompt gives nothing`() {
    let code = "def add(a, b):\n\treturn a + b\nassert add(1, 2) == 3"
    #expect(PythonExtractor().candidate(standalone: code, Samples.plain).code == code)
  }

  @Test func `A solution gets the prompt's helpers`() {
    let candidate = PythonExtractor().candidate(
      standalone: "def find_zero(xs):\n    return poly(xs, 0)\n", Samples.withHelper)
    #expect(candidate.code.hasPrefix("import math\n\n\ndef poly(xs, x):\n"))
    #expect(candidate.code.hasSuffix("\n\n\ndef find_zero(xs):\n    return poly(xs, 0)\n"))
    #expect(candidate.notes == ["imports restored: math", "helper restored: poly"])
  }

  private static func block(
    _ name: String, _ code: String, contains: [String] = [], lacks: [String] = [],
    notes: [String] = []
  ) -> ExtractionCase {
    ExtractionCase(
      name, "```python\n\(code)\n```", contains: contains, lacks: lacks, notes: notes)
  }

  private static let shapes: [ExtractionCase] = [
    block("a lambda", "add = lambda a, b: a + b", contains: ["add = lambda a, b: a + b\n"]),
    block(
      "an alias", "def plus(a, b):\n    return a + b\n\nadd = plus",
      contains: ["def plus", "\nadd = plus\n"]),
    block(
      "decorators", "import functools\n\n@functools.cache\ndef add(a, b):\n    return a + b",
      contains: ["@functools.cache\ndef add"]),
    block(
      "async", "async def add(a, b):\n    return a + b", contains: ["async def add"],
      notes: ["async: a call gives a coroutine"]),
    block(
      "a class around it", "class Solution:\n    def add(self, a, b):\n        return a + b",
      contains: ["def add(*args, **kwargs):\n    return Solution().add(*args, **kwargs)\n"],
      notes: ["class Solution: add made a function"]),
    block(
      "a static method", "class S:\n    @staticmethod\n    def add(a, b):\n        return a + b",
      contains: ["return S().add(*args, **kwargs)"]),
    block(
      "a method without self", "class S:\n    def add(a, b):\n        return a + b",
      contains: ["return S.add(*args, **kwargs)"]),
    block(
      "a class and a function",
      "class S:\n    def add(self, a, b):\n        return a + b\n\n\ndef add(a, b):\n    return S().add(a, b)",
      contains: ["def add(a, b):"], lacks: ["*args"]),
    block(
      "under a condition",
      "try:\n    from m import add\nexcept ImportError:\n    def add(a, b):\n"
        + "        return a + b", contains: ["try:", "        return a + b"]),
    block(
      "nested in another function stays no entry",
      "def outer():\n    def add(a, b):\n        return a + b\n    return add",
      contains: ["def outer"], notes: ["add is not defined"]),
    block("on one line", "def add(a, b): return a + b", contains: ["def add(a, b): return a + b"]),
    block(
      "a signature over many lines",
      "def add(\n    a: int,\n    b: int,\n) -> int:\n    return a + b", contains: [") -> int:"]),
    block(
      "smart quotes are only noted",
      "def add(a, b):\n    print(\u{201C}x\u{201D})\n    return a + b",
      contains: ["print(\u{201C}x\u{201D})"], notes: ["smart quotes in the code"]),
    block(
      "the docstring shows another definition",
      "def add(a, b):\n    \"\"\"\ndef add(a, b):\n    pass\n    \"\"\"\n    return a + b",
      contains: ["    return a + b"]),
  ]

  private static let tests: [ExtractionCase] = [
    block(
      "assertions and prints",
      "def add(a, b):\n    return a + b\n\n# Tests\nassert add(1, 2) == 3\nprint(add(1, 2))",
      lacks: ["assert", "print", "# Tests"], notes: ["test code left out: 2 statements"]),
    block(
      "a main block",
      "def add(a, b):\n    return a + b\n\nif __name__ == '__main__':\n    print(add(1, 2))",
      lacks: ["__main__"], notes: ["test code left out: 1 statement"]),
    block(
      "check and its call",
      "def add(a, b):\n    return a + b\n\ndef check(f):\n    assert f(1, 2) == 3\n\ncheck(add)",
      lacks: ["check"]),
    block(
      "unittest",
      "import unittest\n\ndef add(a, b):\n    return a + b\n\nclass T(unittest.TestCase):\n"
        + "    def test(self):\n        self.assertEqual(add(1, 2), 3)\n\nunittest.main()",
      lacks: ["unittest"]),
    block(
      "pytest",
      "import pytest\n\ndef add(a, b):\n    return a + b\n\n@pytest.mark.parametrize('a', [1])\n"
        + "def test_add(a):\n    assert add(a, a)", lacks: ["pytest"]),
    block(
      "a loop over cases",
      "def add(a, b):\n    return a + b\n\nfor a, b in [(1, 2)]:\n    print(a, add(a, b))",
      lacks: ["for a, b"]),
    block(
      "a result that is printed", "def add(a, b):\n    return a + b\n\nr = add(1, 2)\nprint(r)",
      lacks: ["r = add"]),
    block(
      "input is not asked for", "n = int(input())\ndef add(a, b):\n    return a + b\nadd(n, n)",
      lacks: ["input"]),
    block(
      "constants stay",
      "LIMIT = 10\n\ndef add(a, b):\n    return min(a + b, LIMIT)\n\nadd(1, LIMIT)",
      contains: ["LIMIT = 10"], lacks: ["add(1, LIMIT)"]),
    block(
      "preparation stays",
      "import sys\nsys.setrecursionlimit(9999)\n\ndef add(a, b):\n    return a + b",
      contains: ["sys.setrecursionlimit(9999)"]),
    block(
      "a table filled by a loop stays",
      "T = []\nfor i in range(9):\n    T.append(i)\n\ndef add(a, b):\n    return T[a] + T[b]",
      contains: ["for i in range(9):"]),
    block(
      "a helper called check stays when it is used",
      "def check(a):\n    return a\n\ndef add(a, b):\n    return check(a) + b\n\nprint(add(1, 2))",
      contains: ["def check"], lacks: ["print"]),
    block(
      "a helper used only in an f-string stays",
      "def test_name(x):\n    return x\n\ndef add(a, b):\n    return f\"{test_name(a)}\"",
      contains: ["def test_name"]),
  ]

  private static let truncated: [ExtractionCase] = [
    ExtractionCase(
      "a closed block, cut words", "```python\n\(Samples.whole)```\nThis func", truncated: true,
      code: Samples.whole, notes: ["the answer is cut off after the code"]),
    ExtractionCase(
      "a whole block, then a cut one",
      "```python\n\(Samples.whole)```\n```python\ndef add(a, b):\n    return a", truncated: true,
      code: Samples.whole, origin: "block 1 of 2"),
    ExtractionCase(
      "cut in the tests", "```python\n\(Samples.whole)\nassert add(1,", truncated: true,
      contains: ["return a + b"], lacks: ["assert"]),
  ]

  private static let nothing: [NothingCase] = [
    NothingCase("", .noCode), NothingCase(" \n\t\n", .noCode),
    NothingCase("To add two numbers, use the plus sign.", .noCode),
    NothingCase("1. Read the numbers\n2. Add them: a + b\n3. Return", .noCode),
    NothingCase("```bash\npip install add\n```", .noCode),
    NothingCase("```\n```", .noCode),
    NothingCase("<think>\nI should add.\n</think>\n", .noCode),
    NothingCase("I'm sorry, but I can't help with that.", .refused),
    NothingCase("I\u{2019}m sorry, I can\u{2019}t assist.", .refused),
    NothingCase("As an AI language model I do not run code.", .refused),
    NothingCase("I cannot write this function.", .refused, truncated: true),
    NothingCase("```python\ndef add(a, b):\n    return a", .truncated, truncated: true),
    NothingCase("def add(a, b):\n    c = a +", .truncated, truncated: true),
    NothingCase("First we think about", .truncated, truncated: true),
    NothingCase("<think>\n```python\n\(Samples.whole)```\nhm", .truncated, truncated: true),
  ]
}

/// An answer that holds no code to run.
struct NothingCase: Sendable {
  var answer: String
  var outcome: Outcome
  var truncated: Bool

  init(_ answer: String, _ outcome: Outcome, truncated: Bool = false) {
    self.answer = answer
    self.outcome = outcome
    self.truncated = truncated
  }
}
