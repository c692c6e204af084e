import CanonicalJSON
import Experiments
import Testing

@Suite struct VerdictTests {
  /// As it was written before verdicts had differences, undefined names and the interpreter's hash.
  private static let old = """
    {"cpuMs":1,"failures":[{"expression":"f(1) == 2","index":0,"message":"","expected":"2","got":"3"}],\
    "layers":["limits"],"message":"","outcome":"wrong","output":"","passed":0,\
    "peakMemoryBytes":4096,"python":"3.11.2","results":"f","split":"exact","total":1,"wallMs":2}
    """

  @Test func `A verdict of an older session is read, and written as it was`() throws {
    let verdict = try Verdict(canonicalJSON: Self.old)
    #expect(verdict.failures.first?.difference == nil)
    #expect(verdict.pythonHash == nil)
    #expect(verdict.undefinedNames == nil)
    let json = try JSONValue(encoding: verdict)
    #expect(json["pythonHash"] == nil)
    #expect(json["undefinedNames"] == nil)
    #expect(json["failures"]?.arrayValue?.first?["difference"] == nil)
    #expect(try Verdict(canonicalJSON: json.canonical) == verdict)
  }

  @Test func `Differences, undefined names and the hash are kept`() throws {
    let verdict = Verdict(
      outcome: .wrong,
      failures: [.init(index: 0, expression: "f(1) == [2]", difference: "[0]: 3 instead of 2")],
      python: "3.11.2", pythonHash: "0123456789ab",
      undefinedNames: [UndefinedName(name: "math", line: 4, column: 12)])
    #expect(try Verdict(canonicalJSON: JSONValue(encoding: verdict).canonical) == verdict)
  }
}
