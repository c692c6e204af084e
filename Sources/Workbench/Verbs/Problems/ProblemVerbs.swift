package import ArgumentParser
import Experiments
import Problems

/// `load PATH`.
package struct Load: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load a problem set: JSON Lines in HumanEval's format, plain or gzip.",
    discussion: """
      A name without a folder is looked for in data/ too. Lines that cannot be read are named with \
      file, line and reason; the good ones load. load starter loads the problems that come with koderz.
      """)
  package static let group = VerbGroup.problems
  package static let examples = [
    "load data/starter.jsonl", "load HumanEval.jsonl.gz", "load starter",
  ]
  package static let completions = [ArgumentCompletion.path]

  @Argument(help: "The file.") package var path: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let report = try await context.workspace.load(path)
    var reply = Reply(
      "\(report.name, .strong) · \(Numbers.plural(report.loaded, "problem"))",
      record: [
        "event": "loaded", "file": .string(path), "problems": .integer(report.loaded),
        "defects": .array(report.defects.map { .string($0) }),
      ])
    for defect in report.defects { reply.add(StyledText("  \(defect)", .warning)) }
    if report.loaded == 0 {
      throw WorkbenchError(
        "\(path) holds no problem that can be used", hint: report.defects.first)
    }
    return reply
  }
}

/// `problems [FILTER]`.
package struct ProblemsVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "problems",
    abstract: "List the problems; words filter by id, function and text, difficulty: and tag: too.",
    discussion: "solved, open and untried filter by what this session knows of them.")
  package static let group = VerbGroup.problems
  package static let aliases = ["list-problems"]
  package static let examples = [
    "problems", "problems tag:unicode", "problems difficulty:easy open",
  ]

  @Argument(help: "Words that all must fit.") package var filter: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let workspace = context.workspace
    let library = try await workspace.problemLibrary()
    let state = await workspace.state
    let states = Set(["solved", "open", "untried"])
    let words = filter.filter { !states.contains($0) }
    let wanted = filter.filter { states.contains($0) }
    let problems = library.filter(words.joined(separator: " ")).filter { problem in
      wanted.allSatisfy { Self.status(of: state.experiments[problem.taskID]) == $0 }
    }
    var table = Table(columns: [
      .init("problem"), .init("function", isFlexible: true), .init("difficulty"),
      .init("attempts", .right), .init("state"),
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
    var reply = Reply(blocks: [.table(table)])
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
    return experiment.firstPass == nil ? "open" : "solved"
  }

  private static func styled(_ status: String) -> StyledText {
    switch status {
    case "solved": StyledText("solved", .good)
    case "open": StyledText("open", .bad)
    default: StyledText("")
    }
  }
}

/// `use ID`.
package struct Use: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: "Turn to a problem: HumanEval/32, he/32 or 32 where that is clear.")
  package static let group = VerbGroup.problems
  package static let examples = ["use HumanEval/32", "use he/32", "use 3"]
  package static let completions = [ArgumentCompletion.problem]

  @Argument(help: "The problem.") package var problem: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    try await ProblemReply.turn(to: context.workspace.findProblem(problem), context)
  }
}

/// `next-problem`.
package struct NextProblem: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "next-problem", abstract: "Turn to the next problem of the set that is not solved."
  )
  package static let group = VerbGroup.problems

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let workspace = context.workspace
    let problems = try await workspace.problemLibrary().problems
    let state = await workspace.state
    let here = problems.firstIndex { $0.taskID == state.current }.map { $0 + 1 } ?? 0
    let following = problems[here...] + problems[..<here]
    guard
      let next = following.first(where: { state.experiments[$0.taskID]?.firstPass == nil })
    else { return Reply("every problem of the set is solved in this session") }
    return try await ProblemReply.turn(to: next, context)
  }
}

enum ProblemReply {
  static func turn(to problem: Problem, _ context: VerbContext) async throws -> Reply {
    let differs = try await context.workspace.use(problem)
    let helpers = problem.prompt.split(separator: "\n").count { $0.hasPrefix("def ") }
    let tests = problem.tests.split(separator: "\n").count {
      $0.drop(while: \.isWhitespace).hasPrefix("assert")
    }
    var reply = Reply(
      "\(problem.taskID, .strong) \(problem.entryPoint) · \(Numbers.plural(helpers, "function")) in the prompt · \(Numbers.plural(tests, "assertion")) in the tests\(problem.difficulty.map { " · \($0)" } ?? "")",
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
