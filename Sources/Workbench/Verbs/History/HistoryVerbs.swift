package import ArgumentParser
import Experiments

/// `goto @n`: stand at another attempt.
package struct Goto: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "goto",
    abstract: "Stand at another attempt; nothing is lost, tips stay where they are.",
    discussion: """
      Addresses: @4, @ (here), @~2 (two up), @0 (the root), a bookmark, a branch. At a branch's tip \
      one is on that branch; elsewhere the next attempt starts main-2, main-3, ….
      """)
  package static let group = VerbGroup.history
  package static let requires = [Requirement.problem]
  package static let examples = ["goto @2", "goto @~1", "goto @0"]
  package static let completions = [ArgumentCompletion.node]

  @Argument(help: "The attempt.") package var node: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.workspace.experiment()
    let branch = experiment.position.branches.first { $0.name == node }
    let number = try branch?.tip ?? Address.attempt(node, in: experiment)
    try await context.workspace.goto(number)
    return try await HeadReply.here(context)
  }
}

/// `fork NAME [@n]`: a branch to try it another way.
package struct Fork: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "fork", abstract: "Make a branch at an attempt and stand on it.")
  package static let group = VerbGroup.history
  package static let requires = [Requirement.problem]
  package static let examples = ["fork bisection", "fork from-scratch @0"]
  package static let completions = [ArgumentCompletion.words([]), .node]

  @Argument(help: "The branch's name.") package var branch: String
  @Argument(help: "The attempt; the head when left out.") package var node: String = "@"

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.workspace.experiment()
    try await context.workspace.fork(branch, at: Address.attempt(node, in: experiment))
    return try await HeadReply.here(context)
  }
}

/// `branches`: every line of attempts and its tip.
package struct Branches: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "branches", abstract: "List the branches and their tips.")
  package static let group = VerbGroup.history
  package static let requires = [Requirement.problem]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.workspace.experiment()
    var table = Table(columns: [
      .init("branch"), .init("tip"), .init("verdict"), .init("attempts", .right),
    ])
    var records: [JSONValue] = []
    for branch in experiment.position.branches {
      let tip = experiment.attempt(branch.tip)
      let mark = experiment.position.branch == branch.name ? " ◀" : ""
      table.rows.append([
        StyledText(branch.name + mark, .strong), StyledText("@\(branch.tip)", .address),
        tip.map(HeadReply.verdict) ?? StyledText("root", .dim),
        StyledText(String(experiment.path(to: branch.tip).count)),
      ])
      records.append([
        "event": "branch", "name": .string(branch.name), "tip": .string("@\(branch.tip)"),
        "current": .bool(experiment.position.branch == branch.name),
      ])
    }
    return Reply(blocks: [.table(table)], records: records)
  }
}

/// `undo`: the last state-changing verb taken back.
package struct Undo: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the last state-changing verb; attempts made stay addressable.")
  package static let group = VerbGroup.history
  package static let aliases = ["u"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    try await context.workspace.undo()
    return try await HeadReply.here(context)
  }
}

/// `redo`: the last `undo` taken back.
package struct Redo: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "redo", abstract: "Take back the last undo.")
  package static let group = VerbGroup.history

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    try await context.workspace.redo()
    return try await HeadReply.here(context)
  }
}

/// `bookmark NAME [@n]`: a name for an attempt.
package struct Bookmark: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "bookmark",
    abstract: "Give an attempt a name that works as its address; without one, list the names.")
  package static let group = VerbGroup.history
  package static let requires = [Requirement.problem]
  package static let examples = [
    "bookmark promising", "bookmark start @1", "bookmark start --drop",
  ]
  package static let completions = [ArgumentCompletion.words([]), .node]

  @Argument(help: "The name.") package var bookmark: String?
  @Argument(help: "The attempt; the head when left out.") package var node: String = "@"
  @Flag(help: "Take the name back.") package var drop = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.workspace.experiment()
    guard let bookmark else { return listing(experiment) }
    let number = try Address.attempt(node, in: experiment)
    try await context.workspace.bookmark(bookmark, at: drop ? nil : number)
    return Reply(
      drop ? "bookmark \(bookmark) dropped" : "\("@\(number)", .address) is “\(bookmark)”",
      record: [
        "event": "bookmark", "name": .string(bookmark),
        "node": drop ? .null : .string("@\(number)"),
      ])
  }

  private func listing(_ experiment: Experiment) -> Reply {
    let bookmarks = experiment.position.bookmarks.sorted { $0.key < $1.key }
    guard !bookmarks.isEmpty else { return Reply("no bookmarks") }
    var reply = Reply()
    for (name, number) in bookmarks { reply.add("\("@\(number)", .address) \(name)") }
    return reply
  }
}

/// `tree`: the attempts as they grew.
package struct TreeVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Draw the attempts, guidance, reviews and branches as a tree.")
  package static let group = VerbGroup.history
  package static let aliases = ["t"]
  package static let requires = [Requirement.problem]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.workspace.experiment()
    var reply = Reply()
    reply.add(AttemptTree.lines(of: experiment))
    reply.records = experiment.attempts.map { attempt in
      [
        "event": "node", "node": .string("@\(attempt.number)"),
        "parent": .string("@\(attempt.parent)"), "outcome": .string(attempt.outcome.rawValue),
        "passed": .integer(attempt.passed), "total": .integer(attempt.total),
      ]
    }
    return reply
  }
}

enum HeadReply {
  /// Where one stands now.
  static func here(_ context: VerbContext) async throws -> Reply {
    guard let experiment = await context.workspace.state.experiment else {
      return Reply("no problem is chosen", record: ["event": "head", "problem": .null])
    }
    let position = experiment.position
    var line: StyledText = "at \("@\(position.head)", .address)"
    if let head = experiment.head { line += " " + verdict(head) } else { line += " (root)" }
    line += position.branch.map { " on \($0)" } ?? " between tips"
    let pending = position.here.guidance.map { "+g\($0)" }
    if !pending.isEmpty { line += " " + StyledText(pending.joined(separator: " "), .warning) }
    if let spec = position.spec { line += " · spec s\(spec)" }
    return Reply(
      line,
      record: [
        "event": "head", "problem": .string(experiment.taskID),
        "node": .string("@\(position.head)"),
        "branch": position.branch.map(JSONValue.string) ?? .null,
      ])
  }

  static func verdict(_ attempt: Attempt) -> StyledText {
    let mark = attempt.isPass ? "✓" : "✗"
    let counts = attempt.total > 0 ? " \(attempt.passed)/\(attempt.total)" : ""
    let outcome = attempt.isPass ? "" : " \(attempt.outcome.rawValue)"
    return StyledText(mark + counts + outcome, attempt.isPass ? .good : .bad)
  }
}
