package import ArgumentParser
import Experiments
package import Presentation
import Runs

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
  package static let records: [any ReplyRecord.Type] = [HeadRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["fork", "branches", "undo", "addressing", "branching"]
  package static let requires = [Requirement.problem]
  package static let examples = ["goto @2", "goto @~1", "goto numbers", "goto @0"]
  package static let completions = [ArgumentCompletion.node]

  @Argument(help: "The attempt.") package var node: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    try await context.session.goto(
      try Address.attempt(node, in: experiment), of: experiment.taskID,
      on: Address.branch(node, in: experiment)?.name)
    return try await HeadReply.here(context)
  }
}
