package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `models`: who answers in which role.
package struct Models: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "The model of each role, the servers and what is on them.",
    discussion: """
      models use ROLE NAME changes one role, models use PRESET all three. discover looks for servers, \
      probe says what serves a URL, ps what is in memory; pull loads a model onto the Ollama server. \
      A model that is left alone because it failed too often is listed with the reason and the time \
      left, and each model with how far koderz's estimates of its input tokens were off.
      """,
    subcommands: [
      ModelsList.self, ModelsUse.self, ModelsPresets.self, ModelsDiscover.self, ModelsProbe.self,
      ModelsProcesses.self, ModelsPull.self,
    ], defaultSubcommand: ModelsList.self)
  package static let group = VerbGroup.models
  package static let records = recordsOfParts
  package static let effects = effectsOfParts
  package static let seeAlso = ["set", "doctor", "speed-test", "sandbox", "simulator"]
  package static let aliases = ["m"]
  package static let examples = [
    "models", "models use coder sim:0.3", "models use reviewer sim:0.5", "models use spec sim:0.9",
    "models presets", "models use practice", "models discover", "models discover --responsive",
    "models probe http://127.0.0.1:8080/v1", "models ps", "models pull qwen2.5-coder:7b",
  ]
  package static let completions = [
    ArgumentCompletion.words(configuration.subcommands.compactMap { $0.configuration.commandName })
  ]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply { Reply() }
}

struct ModelsList: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The roles, and the models that servers list now.")
  static let group = VerbGroup.models
  static let records: [any ReplyRecord.Type] = [
    RoleRecord.self, SuspendedRecord.self, EstimateRecord.self, ModelRecord.self,
    ProviderRecord.self,
  ]
  static let effects: Set<VerbEffect> = [.asksServers]

  func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let settings = await session.currentSettings
    var roles = Table(columns: [.init("role"), .init("model"), .init("", isFlexible: true)])
    var records: [any ReplyRecord] = []
    for role in Role.allCases {
      let name = settings.model(role)
      roles.rows.append([
        StyledText(role.rawValue), StyledText(name, .strong), described(name, session),
      ])
      records.append(record(of: role, name, session))
    }
    var reply = Reply(blocks: [.table(roles)], records: records)
    let directory = session.services.models
    reply.add(ModelStanding.suspended(directory.suspended))
    let ledgers = await session.state.experiments.values.map(\.ledger)
    reply.add(
      ModelStanding.estimates(ledgers) { (try? directory.resolve($0))?.isSimulator ?? false })
    for listing in try await listings(of: directory.listing) { reply.add(listing) }
    return reply
  }

  /// What each lists, in their order; all are asked at once.
  private func listings(of providers: [any ModelProvider]) async throws -> [Reply] {
    try await withThrowingTaskGroup { group in
      for (place, provider) in providers.enumerated() {
        group.addTask { (place, try await listing(of: provider)) }
      }
      return try await group.reduce(into: [(Int, Reply)]()) { $0.append($1) }
        .sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func described(_ name: String, _ session: OpenSession) -> StyledText {
    do {
      let model = try session.services.models.resolve(name)
      let price = ModelText.price(of: model)
      let kind = model.isSimulator ? "simulator" : model.tier.rawValue
      return StyledText("\(model.provider.name) · \(kind) · \(price)", .dim)
    } catch {
      return StyledText("\(error)", .warning)
    }
  }

  private func record(of role: Role, _ name: String, _ session: OpenSession) -> RoleRecord {
    do {
      return RoleRecord(role, name, try session.services.models.resolve(name))
    } catch let error as ProviderError {
      return RoleRecord(role, name, error)
    } catch {
      return RoleRecord(role: role, model: name, message: "\(error)")
    }
  }

  private func listing(of provider: any ModelProvider) async throws -> Reply {
    do {
      let models = try await provider.models()
      guard !models.isEmpty else {
        let message = "\(provider.name) lists no model"
        return Reply(
          StyledText(message), record: ProviderRecord(provider: provider.name, message: message))
      }
      var table = Table(columns: [
        .init(provider.name, isFlexible: true), .init("size", .right), .init("parameters", .right),
        .init("quantization"), .init("context", .right), .init("loaded"),
      ])
      table.rows = models.map { model in
        [
          StyledText(model.name),
          StyledText(model.sizeBytes.map(Numbers.bytes) ?? ""),
          StyledText(model.parameterSize ?? ""), StyledText(model.quantization ?? ""),
          StyledText(model.contextTokens.map(String.init) ?? ""),
          StyledText(model.isLoaded == true ? "yes" : ""),
        ]
      }
      return Reply(
        blocks: [.table(table)],
        records: models.map {
          ModelRecord(
            provider: provider.name, model: $0.name, sizeBytes: $0.sizeBytes,
            parameterSize: $0.parameterSize, quantization: $0.quantization,
            contextTokens: $0.contextTokens, loaded: $0.isLoaded)
        })
    } catch let error as ProviderError {
      return Reply(
        StyledText(error.description, .warning),
        record: ProviderRecord(
          provider: provider.name, error: error.code.rawValue, message: error.message))
    }
  }
}
