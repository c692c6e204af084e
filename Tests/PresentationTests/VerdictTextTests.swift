import Experiments
import StoreTesting
import Testing

@testable import Presentation

@Suite struct VerdictTextTests {
  private func why(_ verdict: Verdict, code: String? = nil) -> String {
    let renderer = TextRenderer(width: 80, color: false, unicode: true)
    var reply = Reply()
    reply.add(VerdictText.why(verdict, code: code))
    return renderer.render(reply)
  }

  @Test(arguments: [
    (Verdict.pass, "✓ 8/8"),
    (.wrong(6), "✗ 6/8 wrong  half(3) gave 1, not 1.5"),
    (.timeout, "✗ 0/8 timeout  2.3 s CPU (limit 2 s)"),
    (Verdict(outcome: .noCode, message: "prose only"), "✗ no-code  prose only"),
    (
      Verdict(
        outcome: .exception, passed: 1, total: 8,
        exception: .init(type: "ValueError", message: "math\ndomain")),
      "✗ 1/8 exception  ValueError: math domain"
    ),
  ])
  func `A headline has the mark, the counts and what is most worth knowing`(
    verdict: Verdict, text: String
  ) {
    #expect(VerdictText.headline(verdict).plain == text)
  }

  @Test func `A wrong answer shows the assertion, the call and both values`() {
    #expect(
      why(.wrong(6)) == """
        assertion 7 of 8 does not hold
          candidate(3) == 1.5
          call      half(3)
          expected  1.5
          got       1
          assertions: 6 hold, 2 fail

        """)
  }

  @Test func `What the whole values say stands in the place of what their texts do`() {
    var verdict = Verdict.wrong(6)
    let long = String(repeating: "[1, 2], ", count: 30)
    verdict.failures[0].expected = long + "3"
    verdict.failures[0].got = long + "4"
    #expect(why(verdict).contains("first difference at character 241"))
    verdict.failures[0].difference = "[60]: 4 instead of 3"
    #expect(why(verdict).contains("\n  differs   [60]: 4 instead of 3\n"))
    #expect(!why(verdict).contains("first difference"))
  }

  @Test(
    arguments: [
      ([("math", 4)], "line 4: the name math is never defined; it is a module: import math"),
      (
        [("Counter", 2)],
        "line 2: the name Counter is never defined; it is in collections: "
          + "from collections import Counter"
      ),
      ([("helper", 7)], "line 7: the name helper is never defined"),
      (
        [("a", 1), ("b", 2), ("c", 3)],
        "line 1: the name a is never defined; nor is b in line 2, c in line 3"
      ),
      ([("known", 1), ("b", 2)], "line 2: the name b is never defined"),
      ([("known", 1)], nil), ([], nil),
    ] as [([(String, Int)], String?)])
  func `Names that are never defined take one line, those of the NameError left out`(
    names: [(String, Int)], line: String?
  ) {
    let verdict = Verdict(
      outcome: .exception,
      exception: .init(type: "NameError", message: "name 'known' is not defined"),
      undefinedNames: names.map { UndefinedName(name: $0.0, line: $0.1, column: 1) })
    let found = VerdictText.why(verdict).map(\.plain).filter { $0.contains("never defined") }
    #expect(found == (line.map { ["  " + $0] } ?? []))
  }

  @Test func `An accent of its own takes no column before the caret`() {
    let exception = ExceptionReport(
      type: "SyntaxError", message: "invalid syntax",
      frames: [.init(line: 1, function: "", source: "e\u{301} = 1 1")], column: 6)
    let lines = why(
      Verdict(outcome: .syntax, exception: exception), code: "e\u{301} = 1 1\n"
    ).split(separator: "\n")
    #expect(lines.dropFirst() == ["  ▶ 1 │ e\u{301} = 1 1", "      │     ^"])
  }

  @Test func `A syntax error in the empty last line has its caret`() {
    let exception = ExceptionReport(
      type: "IndentationError", message: "expected an indented block",
      frames: [.init(line: 3, function: "", source: "")], column: 1)
    #expect(
      why(Verdict(outcome: .syntax, exception: exception), code: "def f():\n\n\n") == """
        IndentationError: expected an indented block
            1 │ def f():
            2 │\(" ")
          ▶ 3 │\(" ")
              │ ^

        """)
  }

  @Test func `Long values are cut to where they differ`() {
    let expected = "[" + (0..<100).map(String.init).joined(separator: ", ") + "]"
    let got = expected.replacing(" 57, ", with: " 75, ")
    let difference = ValueDifference(expected: expected, got: got)
    #expect(
      difference.expected.plain
        == "…52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69…")
    #expect(difference.got.spans.filter { $0.style == .removedWord }.map(\.text) == ["75"])
    #expect(difference.expected.spans.filter { $0.style == .addedWord }.map(\.text) == ["57"])
    #expect(difference.note == "first difference at character 220")
  }

  @Test func `Values that print the same are said to`() {
    #expect(ValueDifference(expected: "nan", got: "nan").note == "both print the same")
  }

  @Test func `An exception shows its calls and the lines around`() {
    let code = "def f(x):\n    y = x\n    return g(y)\n\ndef g(y):\n    return y + None\n"
    let exception = ExceptionReport(
      type: "TypeError", message: "unsupported operand",
      frames: [
        .init(line: 3, function: "f", source: "return g(y)"),
        .init(line: 6, function: "g", source: "return y + None"),
      ])
    let verdict = Verdict(
      outcome: .exception, passed: 0, total: 3, results: "enn", exception: exception,
      phase: "test", output: "debug 1\ndebug 2\n")
    #expect(
      why(verdict, code: code) == """
        TypeError: unsupported operand
          in f, line 3: return g(y)
          raised in g, line 6
            4 │\(" ")
            5 │ def g(y):
          ▶ 6 │     return y + None
          assertions: 1 raises, 2 not reached
          printed:
            debug 1
            debug 2

        """)
  }

  @Test func `The middle of a deep recursion is left out`() {
    let frames = (1...100).map {
      ExceptionReport.Frame(line: 2, function: "f", source: "return f(\($0))")
    }
    let exception = ExceptionReport(type: "RecursionError", message: "", frames: frames)
    let lines = VerdictText.why(Verdict(outcome: .exception, exception: exception)).map(\.plain)
    #expect(lines.count == 10)
    #expect(lines[0] == "RecursionError")
    #expect(lines[4] == "  ⋮ 93 more calls")
    #expect(lines[9] == "  ▶ 2 │ return f(100)")
  }

  @Test func `A syntax error has a caret below its column, tabs and wide characters included`() {
    let exception = ExceptionReport(
      type: "SyntaxError", message: "invalid syntax",
      frames: [.init(line: 2, function: "", source: "\tx = '値' y")], column: 10)
    let verdict = Verdict(outcome: .syntax, exception: exception, phase: "load")
    #expect(
      why(verdict, code: "def f():\n\tx = '値' y\n") == """
        SyntaxError: invalid syntax
            1 │ def f():
          ▶ 2 │         x = '値' y
              │                  ^

        """)
  }

  @Test func `A timeout says which limit and where`() {
    var verdict = Verdict.timeout
    verdict.exception = ExceptionReport(
      type: "Timeout", message: "",
      frames: [.init(line: 2, function: "half", source: "while True: pass")])
    #expect(
      why(verdict, code: "def half(n):\n    while True: pass\n")
        == """
        The candidate ran out of time.
          2.3 s CPU (limit 2 s)
          raised in half, line 2
            1 │ def half(n):
          ▶ 2 │     while True: pass
          assertions: 8 not reached
          used 2.3 s CPU in 2.4 s

        """.replacing("raised in", with: "stopped in"))
  }

  @Test(arguments: Outcome.allCases)
  func `Every outcome is explained in one sentence, with its message`(outcome: Outcome) {
    let verdict = Verdict(outcome: outcome, message: "what happened")
    let lines = VerdictText.why(verdict).map(\.plain)
    #expect(lines.prefix(2) == [outcome.explanation, "  what happened"])
    #expect(outcome.explanation.hasSuffix("."))
  }

  @Test func `What the candidate printed cannot act on the terminal and is cut`() {
    let output = (1...9).map { "line \($0)\n" }.joined() + "\u{1B}[2J"
    let shown = why(Verdict(outcome: .crash, output: output))
    #expect(shown.contains("printed, at the end:\n    line 6\n"))
    #expect(shown.hasSuffix("    ␛[2J\n"))
  }
}
