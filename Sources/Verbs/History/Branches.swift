package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `branches`: every line of attempts and its tip.
package struct Branches: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "branches", abstract: "List the branches and their tips.")
  package static let group = VerbGroup.history
  package static let records: [any ReplyRecord.Type] = [BranchRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["fork", "goto", "tree", "branching"]
  package static let examples = ["branches", "branches; goto main"]
  package static let requires = [Requirement.problem]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    var table = Table(columns: [
      .init("branch"), .init("tip"), .init("verdict"), .init("attempts", .right),
    ])
    for branch in experiment.position.branches {
      let tip = experiment.attempt(branch.tip)
      let mark = experiment.position.branch == branch.name ? " ◀" : ""
      table.rows.append([
        StyledText(branch.name + mark, .strong), StyledText("@\(branch.tip)", .address),
        tip.map(HeadReply.verdict) ?? StyledText("root", .dim),
        StyledText(String(experiment.path(to: branch.tip).count)),
      ])
    }
    return Reply(blocks: [.table(table)], records: BranchRecord.all(of: experiment))
  }
}

extension BranchRecord {
  static func all(of experiment: Experiment) -> [BranchRecord] {
    experiment.position.branches.map { branch in
      BranchRecord(
        branch: branch.name, node: "@\(branch.tip)",
        outcome: experiment.attempt(branch.tip)?.outcome,
        attempts: experiment.path(to: branch.tip).count,
        current: experiment.position.branch == branch.name)
    }
  }
}
