import Experiments
import Judging

/// One kind of mistake that models make in code.
///
/// To add one, write a conforming type in a file of its own and add it to `CodeFaults.all`.
protocol CodeFault: Sendable {
  /// The kind in words, such as `off by one`.
  static var name: String { get }

  /// How often it is chosen, relative to the others.
  static var weight: Int { get }

  /// Every body that has this mistake in one place; some may pass all the same.
  static func variants(of body: SolutionBody) -> [String]

  /// Whether each variant fails by its construction, so that it need not be run to prove it.
  static func isCertain(in body: SolutionBody) -> Bool
}

extension CodeFault {
  static func isCertain(in body: SolutionBody) -> Bool { false }
}

/// The kinds of mistake that the simulator makes.
enum CodeFaults {
  static let all: [any CodeFault.Type] = [
    OffByOne.self,
    WrongComparison.self,
    MissedEdgeCase.self,
    WrongReturnType.self,
    SwappedArguments.self,
    SwappedOperator.self,
    InvertedCondition.self,
    UnknownName.self,
    RaisedException.self,
    BrokenSyntax.self,
    EndlessLoop.self,
  ]
}

/// The body of a canonical solution, ready to be changed.
struct SolutionBody: Sendable {
  /// What the body continues; always ends a line.
  let prompt: String
  let text: String
  let tokens: PythonTokens
  /// The white space before the body's first statement.
  let indent: String
  /// Whether the prompt's last definition is the one that the tests call.
  let isEntryPoint: Bool

  init(_ whole: BenchmarkProblem) {
    let problem = whole.problem
    prompt = problem.prompt.hasSuffix("\n") ? problem.prompt : problem.prompt + "\n"
    text = whole.gold.canonicalSolution
    tokens = PythonTokens(text)
    let lines = text.split(separator: "\n")
    let first = lines.first { !$0.allSatisfy(\.isWhitespace) } ?? "    "
    indent = String(first.prefix { $0 == " " || $0 == "\t" })
    let definitions = prompt.split(separator: "\n").filter { $0.hasPrefix("def ") }
    isEntryPoint = definitions.last?.hasPrefix("def \(problem.entryPoint)(") ?? false
  }

  /// The complete source with a body.
  func source(with body: String) -> String { prompt + body }

  /// Whether calling it only makes a generator and runs nothing.
  var isGenerator: Bool { tokens.tokens.contains { $0.kind == .name && $0.text == "yield" } }

  /// The lines of the body, without their ends.
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}
