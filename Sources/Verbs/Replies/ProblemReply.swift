import Experiments
import Presentation
import Judging
import Problems
import Runs

enum ProblemReply {
  static func turn(to whole: BenchmarkProblem, _ context: VerbContext) async throws -> Reply {
    let differs = try await context.session.use(whole)
    let problem = whole.problem
    let helpers = problem.prompt.split(separator: "\n").count { $0.hasPrefix("def ") }
    let (judge, missing) = judge(of: problem, context)
    let tests = judge?.count(in: whole.gold.tests) ?? 0
    let repeats = whole.gold.tests.split(separator: "\n").contains {
      $0.drop(while: \.isWhitespace).hasPrefix("for ")
    }
    let experiment = try await context.session.experiment()
    var reply = Reply(
      "\(problem.taskID, .strong) \(problem.entryPoint) · \(Numbers.plural(helpers, "function")) in the prompt · \(Numbers.plural(tests, judge?.unit ?? "assertion")) in the tests\(repeats ? "' loops" : "")\(problem.difficulty.map { " · \($0)" } ?? "")",
      record: ProblemRecord(
        problem: problem.taskID, entryPoint: problem.entryPoint, difficulty: problem.difficulty,
        assertions: tests, judge: judge?.name.rawValue, attempts: experiment.attempts.count,
        state: ProblemState(experiment), differs: differs))
    if let missing { reply.add(StyledText("  \(missing)", .warning)) }
    if differs {
      reply.add(
        StyledText(
          "  the session has other texts for it and keeps them; session new begins afresh", .warning
        ))
    }
    if !experiment.attempts.isEmpty { reply.add(try await HeadReply.here(context)) }
    return reply
  }

  /// The problem's judge, or why there is none.
  private static func judge(
    of problem: Problem, _ context: VerbContext
  ) -> ((any JudgeKind.Type)?, missing: JudgingError?) {
    let judges = context.session.services.sandbox.judges
    do {
      return (try judges.judge(of: problem, taking: .source), nil)
    } catch {
      return (nil, error)
    }
  }
}
