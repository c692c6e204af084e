import Experiments
import Extraction
import Testing

@Suite struct `Extraction from fenced blocks` {
  @Test(arguments: fences)
  func `A fence is read however it is written`(_ item: ExtractionCase) throws {
    try item.check()
  }

  @Test(arguments: choices)
  func `The last complete definition wins`(_ item: ExtractionCase) throws {
    try item.check()
  }

  @Test(arguments: joins)
  func `What the code needs from elsewhere comes with it`(_ item: ExtractionCase) throws {
    try item.check()
  }

  private static let fences: [ExtractionCase] =
    ["python", "py", "python3", "Python", "PYTHON", "", "{.python}", "python title=\"x.py\""].map {
      ExtractionCase(
        "language '\($0)'", "Sure!\n\n```\($0)\n\(Samples.whole)```\nDone.", code: Samples.whole,
        origin: "block 1 of 1")
    } + [
      ExtractionCase("tildes", "~~~python\n\(Samples.whole)~~~", code: Samples.whole),
      ExtractionCase(
        "a longer fence around a shorter one",
        "````python\ndef add(a, b):\n    '''\n```\n    '''\n    return a + b\n````",
        contains: ["return a + b"], origin: "block 1 of 1"),
      ExtractionCase(
        "indented in a list",
        "1. So:\n   ```python\n   def add(a, b):\n       return a + b\n   ```",
        code: Samples.whole),
      ExtractionCase(
        "unterminated", "```python\n\(Samples.whole)", code: Samples.whole,
        notes: ["fence not closed"]),
      ExtractionCase(
        "unterminated, words behind", "```python\n\(Samples.whole)\nThis adds two numbers.",
        code: Samples.whole, notes: ["words left out"]),
      ExtractionCase(
        "closed at the end of a line of code",
        "```python\ndef add(a, b):\n    return a + b```\nOk.",
        code: Samples.whole),
      ExtractionCase(
        "opened again without having been closed",
        "```python\ndef add(a, b):\n    return 1\n\nBetter:\n```python\n\(Samples.whole)```",
        code: Samples.whole, origin: "block 2 of 2"),
      ExtractionCase(
        "all on one line", "```python def add(a, b): return a + b```",
        code: "def add(a, b): return a + b\n"),
      ExtractionCase(
        "code behind the language", "```python def add(a, b):\n    return a + b\n```",
        code: Samples.whole),
      ExtractionCase(
        "a block of Markdown around it",
        "```markdown\nAnswer:\n```python\n\(Samples.whole)```\n```", code: Samples.whole),
      ExtractionCase(
        "a fence inside the docstring",
        "```python\ndef add(a, b):\n    \"\"\"\n    ```\n    add(1, 2)\n    ```\n    \"\"\"\n"
          + "    return a + b\n```", contains: ["return a + b"], origin: "block 1 of 1"),
      ExtractionCase(
        "carriage returns", "```python\r\ndef add(a, b):\r\n    return a + b\r\n```\r\n",
        code: Samples.whole),
      ExtractionCase(
        "a byte order mark", "\u{FEFF}```python\n\(Samples.whole)```", code: Samples.whole,
        notes: ["byte order mark left out"]),
      ExtractionCase(
        "no-break spaces",
        "```python\ndef add(a, b):\n\u{A0}\u{A0}\u{A0}\u{A0}return a + b + len('\u{A0}') - 1\n```",
        code: "def add(a, b):\n    return a + b + len('\u{A0}') - 1\n",
        notes: ["no-break and zero-width spaces repaired"]),
      ExtractionCase(
        "an end-of-text mark", "```python\n\(Samples.whole)```<|im_end|>", code: Samples.whole,
        notes: ["end-of-text mark left out"]),
      ExtractionCase(
        "tabs", "```python\ndef add(a, b):\n\treturn a + b\n```",
        code: "def add(a, b):\n\treturn a + b\n"),
    ]

  private static let choices: [ExtractionCase] = [
    ExtractionCase(
      "the old code, then the new",
      "You had\n```python\ndef add(a, b):\n    return a\n```\nFixed:\n```python\n\(Samples.whole)```",
      code: Samples.whole, origin: "block 2 of 2"),
    ExtractionCase(
      "a usage example behind the definition",
      "```python\n\(Samples.whole)```\n```python\nprint(add(1, 2))\n```", code: Samples.whole,
      origin: "block 1 of 2"),
    ExtractionCase(
      "a stub behind the definition",
      "```python\n\(Samples.whole)```\nTemplate:\n```python\ndef add(a, b):\n    ...\n```",
      code: Samples.whole, origin: "block 1 of 2"),
    ExtractionCase(
      "the prompt's stub first",
      "```python\ndef add(a, b):\n    \"\"\"Sum.\"\"\"\n```\n```python\n\(Samples.whole)```",
      code: Samples.whole, origin: "block 2 of 2"),
    ExtractionCase(
      "a stub in the same block",
      "```python\n\(Samples.whole)\n\ndef add(a, b):\n    pass\n```", code: Samples.whole,
      notes: ["unfinished definition left out"]),
    ExtractionCase(
      "parts left out in the last block",
      "```python\n\(Samples.whole)```\n```python\ndef add(a, b):\n    x = 1\n    ...\n    return x\n```",
      code: Samples.whole, origin: "block 1 of 2"),
    ExtractionCase(
      "a broken last block",
      "```python\n\(Samples.whole)```\n```python\ndef add(a, b):\n    return (a +\n```",
      code: Samples.whole, origin: "block 1 of 2"),
    ExtractionCase(
      "only a stub", "```python\ndef add(a, b):\n    pass\n```",
      code: "def add(a, b):\n    pass\n", notes: ["the body is only a placeholder"]),
    ExtractionCase(
      "a block of output behind it", "```python\n\(Samples.whole)```\nOutput:\n```\n3\n```",
      code: Samples.whole, origin: "block 1 of 2"),
    ExtractionCase(
      "another language is passed over",
      "```python\n\(Samples.whole)```\n```javascript\ndef add(a, b): return 0\n```",
      code: Samples.whole, origin: "block 1 of 2"),
    ExtractionCase(
      "a block called text, when there is no other", "```text\n\(Samples.whole)```",
      code: Samples.whole),
    ExtractionCase(
      "the definition in the words, an example in the block",
      "\(Samples.whole)\nUse it so:\n```python\nadd(1, 2)\n```", code: Samples.whole,
      origin: "text without fences"),
    ExtractionCase(
      "another name stays visible", "```python\ndef plus(a, b):\n    return a + b\n```",
      code: "def plus(a, b):\n    return a + b\n", notes: ["add is not defined"]),
    ExtractionCase(
      "no definition at all", "```python\nresult = 1 + 2\n```", code: "result = 1 + 2\n",
      notes: ["add is not defined"]),
  ]

  private static let joins: [ExtractionCase] = [
    ExtractionCase(
      "a helper in another block",
      "```python\ndef plus(a, b):\n    return a + b\n```\n```python\ndef add(a, b):\n"
        + "    return plus(a, b)\n```",
      code: "def plus(a, b):\n    return a + b\n\n\ndef add(a, b):\n    return plus(a, b)\n",
      notes: ["taken from another block: plus"]),
    ExtractionCase(
      "a helper's own helper and import",
      "```python\nimport operator\n```\n```python\ndef plus(a, b):\n    return operator.add(a, b)\n"
        + "```\n```python\ndef add(a, b):\n    return plus(a, b)\n```",
      contains: ["import operator", "def plus"],
      notes: ["taken from another block: operator, plus"]),
    ExtractionCase(
      "a local name is no helper",
      "```python\ntotal = add(1, 2)\n```\n```python\ndef add(a, b):\n    total = a + b\n"
        + "    return total\n```",
      code: "def add(a, b):\n    total = a + b\n    return total\n"),
    ExtractionCase(
      "the prompt's import and helper",
      "```python\ndef find_zero(xs):\n    return poly(xs, 0)\n```", problem: Samples.withHelper,
      contains: ["import math\n", "def poly(xs, x):", "def find_zero(xs):"],
      notes: ["imports restored: math", "helper restored: poly"]),
    ExtractionCase(
      "the prompt's helper written again",
      "```python\nimport math\ndef poly(xs, x):\n    return 0\n\n\ndef find_zero(xs):\n"
        + "    return poly(xs, 0)\n```",
      problem: Samples.withHelper, lacks: ["math.pow"]),
    ExtractionCase(
      "a future import comes first",
      "```python\nfrom __future__ import annotations\n\n\ndef find_zero(xs: list[int]):\n"
        + "    return 0\n```",
      problem: Samples.withHelper, contains: ["from __future__ import annotations\n\n\nimport math"]
    ),
  ]
}
