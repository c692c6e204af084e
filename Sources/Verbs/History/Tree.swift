package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs

/// `tree`: the attempts as they grew.
package struct TreeVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Draw the attempts, guidance, reviews and branches as a tree.")
  package static let group = VerbGroup.history
  package static let seeAlso = ["log", "branches", "goto"]
  package static let examples = ["tree", "tree | tail -4"]
  package static let aliases = ["t"]
  package static let requires = [Requirement.problem]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
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
