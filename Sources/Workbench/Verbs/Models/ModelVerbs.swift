package import ArgumentParser
import Experiments

/// `models`: who answers in which role.
package struct Models: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "The model of each role and what the servers list; models use ROLE NAME changes one.",
    subcommands: [ModelsList.self, ModelsUse.self], defaultSubcommand: ModelsList.self)
  package static let group = VerbGroup.models
  package static let aliases = ["m"]
  package static let examples = [
    "models", "models use coder sim:0.3", "models use reviewer gpt-oss:20b",
  ]
  package static let completions = [
    ArgumentCompletion.words(["list", "use"]), .words(["coder", "spec", "reviewer"]), .model,
  ]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply { Reply() }
}

struct ModelsList: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The roles, and the models that servers list now.")
  static let group = VerbGroup.models

  func run(in context: VerbContext) async throws -> Reply {
    let workspace = context.workspace
    let settings = await workspace.currentSettings
    var roles = Table(columns: [.init("role"), .init("model"), .init("", isFlexible: true)])
    var records: [JSONValue] = []
    for role in Role.allCases {
      let name = settings.model(role)
      roles.rows.append([
        StyledText(role.rawValue), StyledText(name, .strong), described(name, workspace),
      ])
      records.append([
        "event": "role", "role": .string(role.rawValue), "model": .string(name),
      ])
    }
    var reply = Reply(blocks: [.table(roles)], records: records)
    for provider in workspace.services.models.listing {
      reply.add(try await listing(of: provider))
    }
    return reply
  }

  private func described(_ name: String, _ workspace: Workspace) -> StyledText {
    do {
      let model = try workspace.services.models.resolve(name)
      let price = model.price.map { $0 == .free ? "free" : "priced" } ?? "unpriced"
      let kind = model.isSimulator ? "simulator" : model.tier.rawValue
      return StyledText("\(model.provider.name) · \(kind) · \(price)", .dim)
    } catch {
      return StyledText("\(error)", .warning)
    }
  }

  private func listing(of provider: any ModelProvider) async throws -> Reply {
    do {
      let models = try await provider.models()
      guard !models.isEmpty else { return Reply("\(provider.name) lists no model") }
      var table = Table(columns: [
        .init(provider.name, isFlexible: true), .init("size", .right), .init("parameters", .right),
        .init("quantization"), .init("context", .right), .init("loaded"),
      ])
      table.rows = models.map { model in
        [
          StyledText(model.name),
          StyledText(
            model.sizeBytes.map { "\($0 / 100_000_000 / 10).\($0 / 100_000_000 % 10) GB" } ?? ""),
          StyledText(model.parameterSize ?? ""), StyledText(model.quantization ?? ""),
          StyledText(model.contextTokens.map(String.init) ?? ""),
          StyledText(model.isLoaded == true ? "yes" : ""),
        ]
      }
      return Reply(
        blocks: [.table(table)],
        records: models.map {
          ["event": "model", "provider": .string(provider.name), "model": .string($0.name)]
        })
    } catch let error as ProviderError {
      return Reply(
        StyledText(error.description, .warning),
        record: [
          "event": "provider", "provider": .string(provider.name),
          "error": .string(error.code.rawValue), "message": .string(error.message),
        ])
    }
  }
}

struct ModelsUse: Verb {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: "Give a role another model.")
  static let group = VerbGroup.models
  @Argument(help: "coder, spec or reviewer.") var role: String
  @Argument(help: "The model's name, such as qwen2.5-coder:32b or sim:0.3.") var model: String

  func run(in context: VerbContext) async throws -> Reply {
    guard let role = Role(rawValue: role) else {
      throw WorkbenchError(
        "“\(role)” is no role", hint: "coder, spec, reviewer", word: role, kind: .usage)
    }
    let resolved = try context.workspace.services.models.resolve(model)
    try await SettingChange.apply(Settings.name(of: role), model, context)
    let kind = resolved.isSimulator ? "simulator, no model" : resolved.tier.rawValue
    return Reply(
      "\(role.rawValue) is \(model, .strong) (\(resolved.provider.name), \(kind))",
      record: [
        "event": "role", "role": .string(role.rawValue), "model": .string(model),
        "simulator": .bool(resolved.isSimulator),
      ])
  }
}

/// `cost`.
package struct Cost: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "cost",
    abstract: "What the problem and the session cost, by phase, tier and model.")
  package static let group = VerbGroup.comparing
  package static let examples = ["cost"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let state = await context.workspace.state
    var reply = Reply()
    if let experiment = state.experiment {
      reply.add("\(experiment.taskID, .strong)")
      reply.add(SummaryReply.costs(of: experiment.ledger))
      reply.add("  frontier-only   \(await context.workspace.frontierOnly(experiment).text)")
    }
    let ledger = state.experiments.values.reduce(Ledger()) { $0 + $1.ledger }
    reply.add(
      "session \(CostText.total(ledger.total())) · \(Numbers.plural(ledger.total().calls, "call"))"
    )
    var table = Table(columns: [
      .init("role"), .init("model", isFlexible: true), .init("calls", .right), .init("in", .right),
      .init("out", .right), .init("time", .right), .init("cost", .right),
    ])
    let entries = ledger.entries.sorted {
      ($0.key.role.rawValue, $0.key.model) < ($1.key.role.rawValue, $1.key.model)
    }
    for (key, totals) in entries {
      table.rows.append([
        StyledText(key.role.rawValue), StyledText(key.model), StyledText(String(totals.calls)),
        StyledText(String(totals.inputTokens)), StyledText(String(totals.outputTokens)),
        StyledText(Numbers.duration(ms: totals.modelMs)), StyledText(CostText.total(totals)),
      ])
    }
    if !table.rows.isEmpty { reply.add(table) }
    reply.records = entries.map { key, totals in
      [
        "event": "cost", "role": .string(key.role.rawValue), "model": .string(key.model),
        "tier": .string(key.tier.rawValue), "calls": .integer(totals.calls),
        "inputTokens": .integer(totals.inputTokens), "outputTokens": .integer(totals.outputTokens),
        "costNanoUSD": .integer(totals.cost.nanoUSD), "unpricedCalls": .integer(totals.unpriced),
      ]
    }
    if reply.records.isEmpty { reply.records = [["event": "cost", "calls": 0]] }
    return reply
  }
}

/// `sandbox`.
package struct SandboxVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "The interpreter and the isolation layers that runs have here.")
  package static let group = VerbGroup.models

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let status = await context.workspace.services.sandbox.status()
    var reply = Reply("python \(status.python ?? "none") \(status.version)")
    if !status.problem.isEmpty { reply.add(StyledText(status.problem, .bad)) }
    for layer in status.layers {
      reply.add(
        "  \(StyledText(layer.isOn ? "on " : "off", layer.isOn ? .good : .warning)) \(layer.name)\(layer.reason.isEmpty ? "" : "  \(layer.reason)")"
      )
    }
    reply.records = [
      [
        "event": "sandbox", "python": .string(status.python ?? ""),
        "version": .string(status.version),
        "layers": .array(
          status.layers.map {
            ["name": .string($0.name), "on": .bool($0.isOn), "reason": .string($0.reason)]
          }),
      ]
    ]
    return reply
  }
}
