import Experiments
@testable import Extraction
import PythonText
import TestKit
import Testing

@Suite(.paced) struct `Extraction of anything` {
  @Test(.serialized, arguments: 0..<8)
  func `Random fragments never trap, and give the same twice`(_ seed: Int) async {
    var random = SeededRandom(seed: UInt64(seed))
    for _ in 0..<150 {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Self.fragments[Int.random(in: 0..<Self.fragments.count, using: &random)]
      }.joined()
      for problem in [Samples.plain, Samples.withHelper] {
        let first = PythonExtractor().extract(from: text, for: problem, truncated: seed % 2 == 0)
        let second = PythonExtractor().extract(from: text, for: problem, truncated: seed % 2 == 0)
        #expect(first == second)
        _ = PythonExtractor().candidate(standalone: text, problem)
      }
      await Task.yield()
    }
  }

  @Test(.serialized, arguments: 0..<4)
  func `Random bytes never trap`(_ seed: Int) async {
    var random = SeededRandom(seed: UInt64(seed) + 100)
    for _ in 0..<100 {
      let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
      let module = PythonModule(bytes)
      for statement in module.statements {
        _ = module.names(lines: statement.lines)
        _ = module.source(of: statement)
      }
      _ = PythonExtractor().extract(
        from: String(decoding: bytes, as: UTF8.self), for: Samples.plain, truncated: false)
      await Task.yield()
    }
  }

  @Test func `Tokens and lines lie in order inside the text`() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<200 {
      let text = (0..<20).map { _ in
        Self.fragments[Int.random(in: 0..<Self.fragments.count, using: &random)]
      }.joined()
      let module = PythonModule(Array(text.utf8))
      let edges = module.tokens.flatMap { [$0.start, $0.end] }
      #expect(edges == edges.sorted())
      #expect((edges.last ?? 0) <= text.utf8.count)
      let ranges = module.statements.map(\.bytes)
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    }
  }

  /// Long enough that time which grows faster than the text would exceed the limit.
  @Test(
    .serialized, .timeLimit(.minutes(2)),
    arguments: [
      "```\nx = 1\n```\n", "```python\nx = (1\n", "```markdown\n", "~~~\n```\n",
      "a = [\nwords and words\n",
      "x = \"\"\" a\n", "It's \"fine\" (to go on\n", "<think>\n</think>\n", "</think>\n",
      "def f(x):\n  g(x)\n",
      "def add(a, b):\n    return add(b, a)\n", ">>> f(1)\n... 2\n", "\\\n", "@x\n", "a = b\n",
      "if x:\n  y\nelse:\n  z\n", "f\"{", "((((", "\u{A0}x = 1\n", "</s>", "\r",
    ])
  func `A long text of one pattern is read to its end`(_ pattern: String) async {
    let text = String(repeating: pattern, count: 128_000 / pattern.utf8.count)
    for truncated in [false, true] {
      _ = PythonExtractor().extract(from: text, for: Samples.plain, truncated: truncated)
      await Task.yield()
    }
  }

  static let fragments = [
    "```", "```python\n", "```py\n", "~~~\n", "\n", "\n\n", "    ", "\t", "def add(a, b):\n",
    "return ",
    "a + b\n", "class S:\n", "self", "(", ")", "[", "]", "{", "}", "\"\"\"", "'''", "\"", "'", "\\",
    "\\\n",
    "#", "# x\n", ">>> ", "... ", "...", "<think>", "</think>", "import math\n",
    "from x import y\n",
    "if __name__ == '__main__':\n", "assert add(1, 2) == 3\n", "print(", "f\"{x}\"", "lambda x: x",
    "add = ", "@d\n", "async def add(a):\n", "pass\n", "for i in x:\n", "in", "else:\n", "try:\n",
    ":",
    "=", ",", "*", "\u{FEFF}", "\u{A0}", "\u{201C}", "é", "🙂", "\r\n", "\r", "\0", "1e-5", "0x",
    ".5",
    "I'm sorry", "the answer is", "</s>", "global add\n", "find_zero", "poly(", "yield", "::", ":=",
  ]
}
