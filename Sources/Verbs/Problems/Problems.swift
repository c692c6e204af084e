package import ArgumentParser
import Experiments
package import Presentation
import Problems
import Runs

/// `problems [FILTER]`.
package struct ProblemsVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "problems",
    abstract: "List the problems; words filter by id, function and text, difficulty: and tag: too.",
    discussion: "solved, open and untried filter by what this session knows of them.")
  package static let group = VerbGroup.problems
  package static let records: [any ReplyRecord.Type] = [ProblemRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["use", "next-problem", "load"]
  package static let aliases = ["list-problems"]
  package static let examples = [
    "problems", "problems tag:unicode", "problems difficulty:easy open",
  ]

  @Argument(help: "Words that all must fit.") package var filter: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let library = try session.problemLibrary()
    let state = await session.state
    let words = filter.filter { ProblemState(rawValue: $0) == nil }
    let wanted = filter.compactMap(ProblemState.init)
    let problems = library.filter(words.joined(separator: " ")).filter { problem in
      wanted.allSatisfy { ProblemState(state.experiments[problem.taskID]) == $0 }
    }
    var table = Table(columns: [
      .init("problem"), .init("function", isFlexible: true), .init("difficulty", dropRank: 1),
      .init("attempts", .right, dropRank: 2), .init("state"),
    ])
    for problem in problems {
      let experiment = state.experiments[problem.taskID]
      table.rows.append([
        StyledText(problem.taskID, .strong), StyledText(problem.entryPoint),
        StyledText(problem.difficulty ?? "", .dim),
        StyledText(experiment.map { String($0.attempts.count) } ?? ""),
        Self.styled(ProblemState(experiment)),
      ])
    }
    let isGraded = problems.contains { $0.difficulty != nil }
    var reply = Reply(blocks: [.table(isGraded ? table : table.without("difficulty"))])
    if problems.isEmpty { reply = Reply("no problem fits") }
    reply.add(StyledText("\(problems.count) of \(library.problems.count) problems", .dim))
    reply.records = problems.map { problem in
      let experiment = state.experiments[problem.taskID]
      return ProblemRecord(
        problem: problem.taskID, entryPoint: problem.entryPoint, difficulty: problem.difficulty,
        attempts: experiment?.attempts.count ?? 0, state: ProblemState(experiment))
    }
    return reply
  }

  private static func styled(_ state: ProblemState) -> StyledText {
    switch state {
    case .solved: StyledText("solved", .good)
    case .open: StyledText("open", .bad)
    case .untried: StyledText("")
    }
  }
}
