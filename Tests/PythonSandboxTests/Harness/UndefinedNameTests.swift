import Experiments
import Judging
import PythonSandbox
import TestKit
import Testing

@Suite("Names that are never defined", .paced)
struct UndefinedNameTests {
  private func verdict(on code: String) async throws -> Verdict {
    try await RunnerBench().run(TestRun(.sum, .source(code)))
  }

  struct Code: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var source: String
    var names: [UndefinedName]?

    init(_ description: String, _ source: String, _ names: (String, Int, Int)...) {
      testDescription = description
      self.source = source
      self.names = names.isEmpty ? nil : names.map { .init(name: $0, line: $1, column: $2) }
    }
  }

  @Test(arguments: [
    Code("all defined", "import math\ndef total(xs): return sum(xs) + 0 * math.floor(0.0)"),
    Code(
      "in a branch", "def total(xs):\n    return math.inf if not xs and xs else sum(xs)",
      ("math", 2, 12)),
    Code(
      "after wide characters and a tab",
      "def total(xs):\n\treturn ['値é', sum(xs)][1] if xs else zero",
      ("zero", 2, 39)),
    Code(
      "several uses of one", "def total(xs):\n    if not xs: return 0\n    return a[0] if a else b",
      ("a", 3, 20), ("b", 3, 27)),
    Code(
      "bound by a global statement", "def g():\n    global q\n    q = 1\ndef total(xs): return q"),
    Code("bound by a wildcard import", "from math import *\ndef total(xs): return floor(q)"),
    Code("bound by exec", "exec('q = 1')\ndef total(xs): return q"),
    Code("bound through globals", "globals()['q'] = 1\ndef total(xs): return q"),
    Code("an annotation in a body", "def total(xs):\n    x: Whatever = sum(xs)\n    return x"),
    Code(
      "a class's own name",
      "class A:\n    n = 1\n    m = n\n    def f(self): return n\ndef total(xs): return sum(xs)",
      ("n", 4, 25)),
    Code("dead code", "def total(xs):\n    if 0: return nowhere\n    return sum(xs)"),
    Code(
      "more than ten",
      "def total(xs):\n    if xs is None:\n        "
        + (0..<12).map { "z\($0 + 10)" }.joined(separator: ";"),
      ("z10", 3, 9), ("z11", 3, 13), ("z12", 3, 17), ("z13", 3, 21), ("z14", 3, 25), ("z15", 3, 29),
      ("z16", 3, 33), ("z17", 3, 37), ("z18", 3, 41), ("z19", 3, 45)),
  ])
  func `They are found before anything runs`(_ code: Code) async throws {
    let verdict = try await verdict(on: code.source)
    #expect(verdict.undefinedNames == code.names)
  }

  @Test func `They decide nothing`() async throws {
    let verdict = try await verdict(
      on: "def total(xs):\n    return sum(xs) if xs is not None else math.inf")
    #expect(verdict.outcome == .pass)
    #expect(verdict.undefinedNames?.map(\.name) == ["math"])
  }

  @Test func `They are known when loading fails too`() async throws {
    let verdict = try await verdict(on: "x = 1 / 0\ndef total(xs: List[int]): return sum(xs)")
    #expect(verdict.exception?.type == "ZeroDivisionError")
    #expect(verdict.undefinedNames == [UndefinedName(name: "List", line: 2, column: 15)])
  }

  @Test(arguments: [
    #"{"n":[["a",1,"b"]]}"#, #"{"n":[["a b",1,1]]}"#, #"{"n":[[1,1,1]]}"#, #"{"n":5}"#,
    #"{"n":[["a",-1,1]]}"#, #"{"n":[["a",1,1e9]]}"#,
    #"{"n":[["\#(String(repeating: "a", count: 81))",1,1]]}"#,
    #"{"n":[\#(repeatElement(#"["a",1,1]"#, count: 11).joined(separator: ","))]}"#,
  ])
  func `A forged report of names is tampering`(message: String) async throws {
    let code = """
      import os
      message = b'''\(message.replacing("\\", with: "\\\\"))'''
      os.write(3, len(message).to_bytes(4, "little") + message)
      def total(xs): return sum(xs)
      """
    let verdict = try await verdict(on: code)
    #expect(verdict.outcome == .tampered)
    #expect(verdict.undefinedNames == nil)
  }

  @Test func `A report of names in the place of an answer is tampering`() async throws {
    let code = """
      import os
      def total(xs):
          message = b'{"n":[["a",1,1]]}'
          os.write(3, len(message).to_bytes(4, "little") + message)
          return sum(xs)
      """
    let verdict = try await verdict(on: code)
    #expect(verdict.outcome == .tampered)
  }
}
