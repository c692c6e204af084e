package import ArgumentParser
import Experiments
import Judging
package import Presentation
import Runs
import Judging

/// `sandbox`.
package struct SandboxVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "The interpreter and the isolation layers that runs have here.")
  package static let group = VerbGroup.models
  package static let records: [any ReplyRecord.Type] = [SandboxRecord.self]
  package static let effects: Set<VerbEffect> = [.startsPrograms]
  package static let seeAlso = ["test", "judge", "show"]
  package static let examples = ["sandbox", "set python /usr/bin/python3; sandbox"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let python = await context.session.currentSettings.python
    let status = await context.session.services.sandbox.status(python: python)
    var reply = Reply(
      "python \(status.python ?? "none") \(status.version)\(status.hash.map { "  sha256 \($0)" } ?? "")"
    )
    if !status.problem.isEmpty { reply.add(StyledText(status.problem, .bad)) }
    for layer in status.layers {
      reply.add(
        "  \(StyledText(layer.isOn ? "on " : "off", layer.isOn ? .good : .warning)) \(layer.name)\(layer.reason.isEmpty ? "" : "  \(layer.reason)")"
      )
    }
    reply.records = [
      SandboxRecord(
        python: status.python ?? "", version: status.version, hash: status.hash,
        problem: status.problem,
        layers: status.layers.map { LayerPart(name: $0.name, on: $0.isOn, reason: $0.reason) })
    ]
    return reply
  }
}
