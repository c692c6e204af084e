package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs

/// `branches`: every line of attempts and its tip.
package struct Branches: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "branches", abstract: "List the branches and their tips.")
  package static let group = VerbGroup.history
  package static let seeAlso = ["fork", "goto", "tree", "branching"]
  package static let examples = ["branches", "branches; goto main"]
  package static let requires = [Requirement.problem]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
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
