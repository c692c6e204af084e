import Experiments
import Problems

enum ProblemReply {
  static func turn(to problem: Problem, _ context: VerbContext) async throws -> Reply {
    let differs = try await context.workspace.use(problem)
    let helpers = problem.prompt.split(separator: "\n").count { $0.hasPrefix("def ") }
    let (unit, mark) = problem.testStyle == .check ? ("assertion", "assert") : ("test", "def test")
    let tests = problem.tests.split(separator: "\n").count {
      $0.drop(while: \.isWhitespace).hasPrefix(mark)
    }
    let repeats = problem.tests.split(separator: "\n").contains {
      $0.drop(while: \.isWhitespace).hasPrefix("for ")
    }
    var reply = Reply(
      "\(problem.taskID, .strong) \(problem.entryPoint) · \(Numbers.plural(helpers, "function")) in the prompt · \(Numbers.plural(tests, unit)) in the tests\(repeats ? "' loops" : "")\(problem.difficulty.map { " · \($0)" } ?? "")",
      record: [
        "event": "problem", "problem": .string(problem.taskID),
        "entryPoint": .string(problem.entryPoint), "assertions": .integer(tests),
      ])
    if differs {
      reply.add(
        StyledText(
          "  the session has other texts for it and keeps them; session new begins afresh", .warning
        ))
    }
    let experiment = try await context.workspace.experiment()
    if !experiment.attempts.isEmpty { reply.add(try await HeadReply.here(context)) }
    return reply
  }
}
