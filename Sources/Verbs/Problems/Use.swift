package import ArgumentParser
import Experiments
package import Presentation
import Problems
import Runs

/// `use ID`.
package struct Use: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: "Turn to a problem: HumanEval/32, he/32 or 32 where that is clear.")
  package static let group = VerbGroup.problems
  package static let records: [any ReplyRecord.Type] = [ProblemRecord.self, HeadRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["problems", "next-problem", "list", "addressing"]
  package static let examples = ["use HumanEval/32", "use he/32", "use starter/2", "use _"]
  package static let completions = [ArgumentCompletion.problem]

  @Argument(help: "The problem.") package var problem: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    try await ProblemReply.turn(to: context.session.findProblem(problem), context)
  }
}
