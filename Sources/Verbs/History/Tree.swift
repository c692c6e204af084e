package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `tree`: the attempts as they grew.
package struct TreeVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Draw the attempts, guidance, reviews and branches as a tree.")
  package static let group = VerbGroup.history
  package static let records: [any ReplyRecord.Type] = [
    AttemptRecord<AttemptListed>.self, GuidanceRecord.self, ReviewRecord.self, BranchRecord.self,
  ]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["log", "branches", "goto"]
  package static let examples = ["tree", "tree | tail -4"]
  package static let aliases = ["t"]
  package static let requires = [Requirement.problem]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    var reply = Reply()
    reply.add(AttemptTree.lines(of: experiment))
    reply.records = experiment.guidance.map { GuidanceRecord($0) }
    reply.records += experiment.reviews.map {
      ReviewRecord($0, experiment.guidance(number: $0.guidance))
    }
    reply.records += BranchRecord.all(of: experiment)
    reply.records += try await AttemptRecord.listed(
      experiment.attempts, of: experiment, context.session)
    return reply
  }
}
