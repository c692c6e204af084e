import CanonicalJSON
import Experiments
import Judging
import Problems
import TestKit
import Testing

@Suite(.paced) struct `MBPP's format` {
  @Test func `A function alone becomes a prompt, a body and a list of tests`() throws {
    let problem = try Self.problem(
      code: "def  third (xs) : \n  if xs:\n  \treturn xs[2] \n  return None",
      tests: ["assert third([1, 2, 3]) == 3", "assert third([]) == None"])
    #expect(problem.taskID == "Mbpp/7")
    #expect(problem.problem.entryPoint == "third")
    #expect(problem.problem.prompt == "def third(xs):\n    \"\"\"Do it.\"\"\"\n")
    #expect(
      problem.gold.canonicalSolution == "    if xs:\n        return xs[2] \n    return None\n")
    #expect(
      problem.gold.tests == """
        assert third([1, 2, 3]) == 3
        assert third([]) == None

        """)
    #expect(problem.gold.materials.isEmpty)
    #expect(problem.problem.judge == .testList)
  }

  @Test func `What the solution uses besides is behind its body, not in the prompt`() throws {
    let problem = try Self.problem(
      code: """
        import re
        LIMIT = 3
        def helper(x):
          return re.sub("a", "b", x)
        def f(x):
          return helper(x)[:LIMIT]
        def unused():
          pass

        """, tests: ["assert f('aa') == 'bb'"])
    #expect(problem.problem.prompt == "def f(x):\n    \"\"\"Do it.\"\"\"\n")
    #expect(
      problem.gold.canonicalSolution == """
            return helper(x)[:LIMIT]


        import re


        LIMIT = 3


        def helper(x):
          return re.sub("a", "b", x)


        def unused():
          pass

        """)
    #expect(problem.problem.entryPoint == "f")
  }

  @Test func `What the signature needs is in the prompt, in its order, with what that needs`()
    throws
  {
    let problem = try Self.problem(
      code: """
        from typing import List as L
        import os
        BASE = 2
        FIRST = BASE + 1
        @cached
        def f(xs: L[int],
              start=FIRST) -> dict[str, int]:  # counts
            return os
        def cached(g): return g
        """, tests: ["assert f([1])"])
    #expect(
      problem.problem.prompt == """
        from typing import List as L


        BASE = 2


        FIRST = BASE + 1


        def cached(g): return g


        @cached
        def f(xs: L[int],
              start=FIRST) -> dict[str, int]:
            \"""Do it.\"""

        """)
    #expect(problem.gold.canonicalSolution == "    return os\n\n\nimport os\n")
  }

  @Test func `What the tests use is in their setup; definitions of it are in the prompt too`()
    throws
  {
    let problem = try Self.problem(
      code: """
        import numpy as np, math
        class Pair:
            def __init__(self, a, b): self.a, self.b = a, b
        def f(pair): return pair.a + pair.b
        """,
      tests: ["assert f(Pair(1, 2)) == np.int64(3)", "assert re.match('3', str(f(Pair(1, 2))))"],
      more: #","test_imports":["import sys"],"test_setup_code":"EPS = 1""#)
    #expect(problem.problem.prompt.hasPrefix("class Pair:\n    def __init__"))
    #expect(!problem.problem.prompt.contains("import"))
    #expect(
      problem.gold.materials["setup"] == """
        import re
        import sys
        EPS = 1
        import numpy as np, math
        class Pair:
            def __init__(self, a, b): self.a, self.b = a, b

        """)
    #expect(
      problem.gold.tests == """
        assert f(Pair(1, 2)) == np.int64(3)
        assert re.match('3', str(f(Pair(1, 2))))

        """)
  }

  @Test(arguments: bodies)
  func `A body is indented by four, whatever it was before`(_ code: String, _ body: String) throws {
    let problem = try Self.problem(code: code, tests: ["assert f(1)"])
    #expect(problem.gold.canonicalSolution == body)
    #expect(problem.problem.prompt == "def f(x):\n    \"\"\"Do it.\"\"\"\n")
  }

  @Test(arguments: [
    ("Say \"so\"", "    \"\"\"Say \"so\"\n    \"\"\"\n"),
    ("a\\n\"\"\"b", "    \"\"\"a\\\\n\\\"\\\"\\\"b\"\"\"\n"),
    ("one\n\n two ", "    \"\"\"one\n\n    two\n    \"\"\"\n"),
    (
      String(repeating: "word ", count: 20),
      "    \"\"\"\(Array(repeating: "word", count: 14).joined(separator: " "))\n"
        + "    \(Array(repeating: "word", count: 6).joined(separator: " "))\n    \"\"\"\n"
    ),
  ])
  func `The text is a docstring that says the same`(_ text: String, _ docstring: String) throws {
    let problem = try Self.problem(
      code: "def f(x): return 1", tests: ["assert f(1)"], text: text)
    #expect(problem.problem.prompt == "def f(x):\n" + docstring)
  }

  @Test func `Strings that span lines keep their white space`() throws {
    let problem = try Self.problem(
      code: "def f(x):\n  return '''a\n b'''\n", tests: ["assert f('''c\n d''') == (1,\n2)"])
    #expect(problem.gold.canonicalSolution == "    return '''a\n b'''\n")
    #expect(problem.gold.tests == "assert f('''c\n d''') == (1,\n2)\n")
  }

  @Test(arguments: [
    ("def g(): return 1", #"["assert f()"]"#, "code defines no function that test_list calls"),
    ("def f(", #"["assert f()"]"#, "code defines no function that test_list calls"),
    ("def f():", #"["assert f()"]"#, "code defines no function that test_list calls"),
    ("def f(): return 'f'", "[]", "test_list is empty"),
    ("def f(): return 1", "\"f\"", "test_list is a text, not a list"),
    (" ", #"["assert f()"]"#, "code is empty"),
  ])
  func `A line that is no problem says why`(_ code: String, _ tests: String, _ reason: String)
    throws
  {
    let line = #"{"task_id":7,"text":"t","code":\#(Self.json(code)),"test_list":\#(tests)}"#
    let load = try ProblemFile.load(Array(line.utf8), name: "m")
    #expect(load.problems.isEmpty)
    #expect(load.defects.map(\.reason) == [reason])
  }

  @Test(arguments: 0..<6)
  func `Changed and cut lines and code never trap and lose no line`(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let codes = Self.bodies.map { $0.0 }
    for _ in 0..<300 {
      var code = Array((codes.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let mark = Array("\"'\\()[]{}:#=@ \n\tx.".utf8).randomElement(using: &random) ?? 0
        code.insert(mark, at: Int.random(in: 0...code.count, using: &random))
      }
      let text = String(decoding: code, as: UTF8.self)
      var line = Array(Self.line(code: text, tests: [text, "assert f(1)"]).utf8)
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        line[Int.random(in: 0..<line.count, using: &random)] = .random(
          in: 0x20...0xFF, using: &random)
      }
      let load = try ProblemFile.load(line, name: "m")
      #expect(load.problems.count + load.defects.count == 1)
    }
  }

  private static func problem(
    code: String, tests: [String], text: String = "Do it.", more: String = ""
  ) throws -> BenchmarkProblem {
    let load = try ProblemFile.load(
      Array(line(code: code, tests: tests, text: text, more: more).utf8), name: "m")
    #expect(load.defects.isEmpty)
    return try #require(load.problems.first)
  }

  private static func line(
    code: String, tests: [String], text: String = "Do it.", more: String = ""
  ) -> String {
    let list = tests.map(json).joined(separator: ",")
    return
      #"{"task_id":7,"text":\#(json(text)),"code":\#(json(code)),"test_list":[\#(list)]\#(more)}"#
  }

  private static func json(_ text: String) -> String { JSONValue.string(text).canonical }

  private static let bodies: [(String, String)] = [
    (
      "def f(x):\n\tif x:\n\t\treturn 1\n\telse:\n\t\treturn 2",
      "    if x:\n        return 1\n    else:\n        return 2\n"
    ),
    ("def f(x): return x; # same", "    return x; # same\n"),
    ("def f(x): # same\n return x\n\n\n", "    return x\n"),
    (
      "def f(x):\n# before\n a = [1,\n2]\n\n # between\n return a",
      "    # before\n    a = [1,\n2]\n\n    # between\n    return a\n"
    ),
    (
      "def f(x):\r\n  s = \"\"\"\n  :\n\"\"\"\r\n  return s # \"\"\"\r\n",
      "    s = \"\"\"\n  :\n\"\"\"\n    return s # \"\"\"\n"
    ),
    ("def f(x):\n  return {'a:': x}[ \\\n'a:']\n", "    return {'a:': x}[ \\\n'a:']\n"),
    (
      "def f(x):\n   for a in x:\n      if a:\n         return a\n   return 'é\\'#'\n",
      "    for a in x:\n        if a:\n            return a\n    return 'é\\'#'\n"
    ),
  ]
}
