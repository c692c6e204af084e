import Experiments
import Extraction
import Testing

/// One answer and what must be made of it.
struct ExtractionCase: Sendable, CustomTestStringConvertible {
  /// What the answer looks like, for the test report.
  var name: String
  var answer: String
  var problem = Samples.plain
  var truncated = false
  /// The whole candidate, or nil when only the other expectations matter.
  var code: String?
  var contains: [String] = []
  var lacks: [String] = []
  var origin: String?
  var notes: [String] = []
  var form = Candidate.Form.definition

  var testDescription: String { name }

  init(
    _ name: String, _ answer: String, problem: Problem = Samples.plain, truncated: Bool = false,
    code: String? = nil, contains: [String] = [], lacks: [String] = [], origin: String? = nil,
    notes: [String] = [], form: Candidate.Form = .definition
  ) {
    self.name = name
    self.answer = answer
    self.problem = problem
    self.truncated = truncated
    self.code = code
    self.contains = contains
    self.lacks = lacks
    self.origin = origin
    self.notes = notes
    self.form = form
  }

  /// Extracts and compares.
  func check() throws {
    let extraction = PythonExtractor().extract(
      from: answer, for: problem, truncated: truncated)
    guard case .candidate(let candidate) = extraction else {
      Issue.record("no candidate: \(extraction)")
      return
    }
    if let code { #expect(candidate.code == code) }
    for part in contains { #expect(candidate.code.contains(part), "\(candidate.code)") }
    for part in lacks { #expect(!candidate.code.contains(part), "\(candidate.code)") }
    if let origin { #expect(candidate.origin == origin) }
    for note in notes { #expect(candidate.notes.contains(note), "\(candidate.notes)") }
    #expect(candidate.form == form)
    #expect(candidate.code.hasSuffix("\n"))
  }
}

/// Problems to extract for.
enum Samples {
  /// A prompt that gives nothing but the signature.
  static let plain = Problem(
    taskID: "T/1", prompt: "def add(a, b):\n    \"\"\"Sum of two numbers.\"\"\"\n",
    entryPoint: "add")

  /// A prompt with an import, a helper that uses it, and the signature.
  static let withHelper = Problem(
    taskID: "T/2",
    prompt: """
      import math


      def poly(xs, x):
          return sum(c * math.pow(x, i) for i, c in enumerate(xs))


      def find_zero(xs):
          \"\"\"A zero of poly.\"\"\"

      """,
    entryPoint: "find_zero")

  static let whole = "def add(a, b):\n    return a + b\n"
}
