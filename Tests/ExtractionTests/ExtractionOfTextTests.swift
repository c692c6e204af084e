import Experiments
import Extraction
import Testing

@Suite struct `Extraction without fences` {
  @Test(arguments: words)
  func `Code is told from words`(_ item: ExtractionCase) throws {
    try item.check()
  }

  @Test(arguments: bodies)
  func `A body without signature continues the prompt`(_ item: ExtractionCase) throws {
    try item.check()
  }

  @Test(arguments: thoughts)
  func `Thinking is not the answer`(_ item: ExtractionCase) throws {
    try item.check()
  }

  private static let words: [ExtractionCase] = [
    ExtractionCase("only code", Samples.whole, code: Samples.whole, origin: "whole answer"),
    ExtractionCase(
      "words around",
      "Here's the function (it's short):\n\n\(Samples.whole)\nIt returns the sum. Hope this helps!",
      code: Samples.whole, origin: "text without fences"),
    ExtractionCase(
      "words that begin like code",
      "From what I see, import is not needed.\nfor each call we add.\n\n\(Samples.whole)",
      code: Samples.whole),
    ExtractionCase(
      "a list of remarks behind", "\(Samples.whole)\n- It adds.\n* It returns.\n1. Done.",
      code: Samples.whole),
    ExtractionCase(
      "an import apart from the definition",
      "import math\n\nNow the function itself:\n\ndef add(a, b):\n    return math.fsum([a, b])\n",
      contains: ["import math"], notes: ["taken from another block: math"]),
    ExtractionCase(
      "tags around", "[PYTHON]\n\(Samples.whole)[/PYTHON]", code: Samples.whole),
    ExtractionCase(
      "a transcript",
      ">>> def add(a, b):\n...     return a + b\n...\n>>> add(1, 2)\n3\n",
      contains: ["def add(a, b):\n    return a + b\n"], lacks: [">>>", "3"],
      notes: ["prompt marks removed"]),
    ExtractionCase(
      "a transcript in a block",
      "```pycon\n>>> def add(a, b):\n...     return a + b\n>>> add(1, 2)\n3\n```",
      code: Samples.whole, notes: ["prompt marks removed"]),
    ExtractionCase(
      "a definition, then a transcript",
      "```python\n\(Samples.whole)\n>>> add(1, 2)\n3\n```", code: Samples.whole),
  ]

  private static let continued =
    "def add(a, b):\n    \"\"\"Sum of two numbers.\"\"\"\n    c = a + b\n    return c\n"

  private static func body(_ name: String, _ answer: String, notes: [String] = []) -> ExtractionCase
  {
    ExtractionCase(
      name, answer, code: continued,
      notes: ["a body: the prompt's signature restored"] + notes, form: .continuation)
  }

  private static let bodies: [ExtractionCase] = [
    body("indented as it should be", "    c = a + b\n    return c\n"),
    body("not indented", "c = a + b\nreturn c", notes: ["indentation made regular"]),
    body("first line trimmed", "c = a + b\n    return c", notes: ["indentation made regular"]),
    body("two columns", "  c = a + b\n  return c\n", notes: ["indentation made regular"]),
    body("eight columns", "        c = a + b\n        return c\n"),
    body("tabs", "\tc = a + b\n\treturn c\n", notes: ["indentation made regular"]),
    body("in a block", "The body:\n```python\n    c = a + b\n    return c\n```"),
    body("in a block, not indented", "```\nc = a + b\nreturn c\n```"),
    body("words around", "The body is:\n\n    c = a + b\n    return c\n\nThat is all there is."),
    body(
      "tests behind", "    c = a + b\n    return c\n\nassert add(1, 2) == 3\nprint(add(1, 1))\n",
      notes: ["test code left out: 2 statements"]),
    ExtractionCase(
      "a nested function first, trimmed",
      "def plus(x):\n        return a + x\n    return plus(b)",
      code:
        "def add(a, b):\n    \"\"\"Sum of two numbers.\"\"\"\n    def plus(x):\n        return a + x\n"
        + "    return plus(b)\n", form: .continuation),
    ExtractionCase(
      "a helper behind the body",
      "    return plus(a, b)\n\n\ndef plus(x, y):\n    return x + y\n",
      contains: ["    return plus(a, b)\n", "\ndef plus(x, y):\n    return x + y\n"],
      form: .continuation),
    ExtractionCase(
      "a comment moves with its line", "# sum\nc = a + b\nreturn c\n",
      contains: ["    # sum\n    c = a + b\n"], form: .continuation),
    ExtractionCase(
      "lines of a string keep their place", "s = '''x\n  y'''\nreturn a + b + len(s) - 5\n",
      contains: ["    s = '''x\n  y'''\n    return"], form: .continuation),
  ]

  private static let thoughts: [ExtractionCase] = [
    ExtractionCase(
      "code in both",
      "<think>\n```python\ndef add(a, b):\n    return 0\n```\n</think>\n"
        + "```python\n\(Samples.whole)```", code: Samples.whole, origin: "block 1 of 1"),
    ExtractionCase(
      "only the closing tag",
      "```python\ndef add(a, b):\n    return 0\n```\n</think>\n"
        + Samples.whole, code: Samples.whole),
    ExtractionCase(
      "code only in the thinking", "<think>\n```python\n\(Samples.whole)```\n</think>\nDone.",
      code: Samples.whole, origin: "thinking, block 1 of 1", notes: ["taken from the thinking"]),
    ExtractionCase(
      "never closed", "<think>\nSo:\n```python\n\(Samples.whole)```\n", code: Samples.whole,
      notes: ["taken from the thinking"]),
    ExtractionCase(
      "another tag", "<thinking>\ndef add(a, b):\n    return 0\n</thinking>\n\(Samples.whole)",
      code: Samples.whole),
    ExtractionCase(
      "the tag inside the code",
      "```python\ndef add(a, b):\n    s = '<think>'\n    return a + b\n```",
      contains: ["s = '<think>'"], origin: "block 1 of 1"),
  ]
}
