package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `fork NAME [@n]`: a branch to try it another way.
package struct Fork: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "fork", abstract: "Make a branch at an attempt and stand on it.")
  package static let group = VerbGroup.history
  package static let records: [any ReplyRecord.Type] = [HeadRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["branches", "goto", "branching"]
  package static let requires = [Requirement.problem]
  package static let examples = ["fork bisection", "fork from-scratch @0"]
  package static let completions = [ArgumentCompletion.words([]), .node]

  @Argument(help: "The branch's name.") package var branch: String
  @Argument(help: "The attempt; the head when left out.") package var node: String = "@"

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    let number = try Address.attempt(node, in: experiment)
    let isHere = number == experiment.position.head
    try await context.session.fork(
      branch,
      at: isHere ? experiment.place : Place(taskID: experiment.taskID, node: number))
    return try await HeadReply.here(context)
  }
}
