package import ArgumentParser
import CanonicalJSON
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
    let states = Set(["solved", "open", "untried"])
    let words = filter.filter { !states.contains($0) }
    let wanted = filter.filter { states.contains($0) }
    let problems = library.filter(words.joined(separator: " ")).filter { problem in
      wanted.allSatisfy { Self.status(of: state.experiments[problem.taskID]) == $0 }
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
        Self.styled(Self.status(of: experiment)),
      ])
    }
    let isGraded = problems.contains { $0.difficulty != nil }
    var reply = Reply(blocks: [.table(isGraded ? table : table.without("difficulty"))])
    if problems.isEmpty { reply = Reply("no problem fits") }
    reply.add(StyledText("\(problems.count) of \(library.problems.count) problems", .dim))
    reply.records = problems.map { problem in
      [
        "event": "problem", "problem": .string(problem.taskID),
        "entryPoint": .string(problem.entryPoint),
        "difficulty": problem.difficulty.map(JSONValue.string) ?? .null,
        "state": .string(Self.status(of: state.experiments[problem.taskID])),
      ]
    }
    return reply
  }

  private static func status(of experiment: Experiment?) -> String {
    guard let experiment, !experiment.attempts.isEmpty else { return "untried" }
    return experiment.firstModelPass == nil ? "open" : "solved"
  }

  private static func styled(_ status: String) -> StyledText {
    switch status {
    case "solved": StyledText("solved", .good)
    case "open": StyledText("open", .bad)
    default: StyledText("")
    }
  }
}
