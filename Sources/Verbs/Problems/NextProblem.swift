package import ArgumentParser
import Experiments
package import Presentation
import Judging
import Problems
import Runs

/// `next-problem`.
package struct NextProblem: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "next-problem", abstract: "Turn to the next problem of the set that is not solved."
  )
  package static let group = VerbGroup.problems
  package static let records: [any ReplyRecord.Type] = [ProblemRecord.self, HeadRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["use", "problems", "finish"]
  package static let examples = ["next-problem", "finish 5; next-problem"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let problems = try session.problemLibrary().items
    let state = await session.state
    let here = problems.firstIndex { $0.taskID == state.current }.map { $0 + 1 } ?? 0
    let following = problems[here...] + problems[..<here]
    guard
      let next = following.first(where: { state.experiments[$0.taskID]?.firstModelPass == nil })
    else { return Reply("every problem of the set is solved in this session") }
    return try await ProblemReply.turn(to: next, context)
  }
}
