import Experiments

/// Whether the model of each role is available.
enum RolesCheck: HealthCheck {
  static func findings(_ facts: DoctorFacts) -> [Finding] {
    facts.roles.map { finding($0, facts) }
  }

  private static func finding(_ role: DoctorFacts.RoleModel, _ facts: DoctorFacts) -> Finding {
    guard let model = role.model else {
      return lacking(
        role, role.error?.message ?? "no provider has this model", role.error?.suggestion)
    }
    if model.isSimulator {
      return Finding(
        .attention, role.role.rawValue, "\(role.name), the simulator: no model",
        advice: "models presets lists sets of models", kind: .models)
    }
    let provider = facts.providers.first { $0.name == model.provider.name }
    if let provider, let kind = provider.serverKind {
      return served(role, by: provider, kind, facts)
    }
    let server = facts.servers.first {
      !$0.models.isEmpty && model.provider.endpoint.contains($0.url)
    }
    let bare = provider?.bareName(role.name) ?? role.name
    if let server, !server.models.contains(where: { $0.name == bare || $0.name == role.name }) {
      return lacking(role, "\(server.url) does not list it", nil)
    }
    return Finding(.fine, role.role.rawValue, "\(role.name)  \(model.provider.name)")
  }

  /// A model of a kind of server that lists what it has.
  private static func served(
    _ role: DoctorFacts.RoleModel, by provider: ProviderDescription, _ kind: String,
    _ facts: DoctorFacts
  ) -> Finding {
    let servers = facts.servers.filter { $0.kind == .server(kind) }
    let bare = provider.bareName(role.name)
    for server in servers {
      let found = server.models.first { $0.name == bare || $0.name == "\(bare):latest" }
      guard let found else { continue }
      let loaded = found.isLoaded ? ", loaded" : ""
      return Finding(.fine, role.role.rawValue, "\(role.name)  on \(server.url)\(loaded)")
    }
    guard let server = servers.first else {
      return lacking(role, "no \(provider.title) server answers", nil)
    }
    let pull = provider.pullsModels ? "models pull \(bare)" : nil
    return lacking(role, "\(server.url) does not have it", pull)
  }

  /// Only the coder is needed: specs can be left out, and another stands in for the reviewer.
  private static func lacking(
    _ role: DoctorFacts.RoleModel, _ reason: String, _ way: String?
  ) -> Finding {
    let isNeeded = role.role == .coder
    let change = "models use \(role.role.rawValue) NAME"
    return Finding(
      isNeeded ? .missing : .attention, role.role.rawValue,
      reason.contains(role.name) ? reason : "\(role.name): \(reason)",
      advice: (way.map { "\($0), or " } ?? "") + change
        + (isNeeded ? "; models use practice to learn without a model" : ""),
      kind: .models)
  }
}
