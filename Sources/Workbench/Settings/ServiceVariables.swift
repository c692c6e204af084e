import Experiments

/// The variables, beside those of the settings, that decide how servers and services are reached.
enum ServiceVariables {
  /// A variable, whether it is a secret, and what it is for.
  struct Variable: Sendable, Hashable {
    var name: String
    var isSecret = false
    var help: String
  }

  /// In the order `show --origin` lists them.
  static let all = [
    Variable(name: "OLLAMA_HOST", help: "the Ollama server"),
    Variable(name: "OLLAMA_BASE_URL", help: "the same, when OLLAMA_HOST is not set"),
    Variable(name: "LMSTUDIO_BASE_URL", help: "the LM Studio server"),
    Variable(name: "OPENAI_BASE_URL", help: "OpenAI, or a server that speaks as it does"),
    Variable(name: "ANTHROPIC_BASE_URL", help: "Anthropic, or a server that speaks as it does"),
    Variable(name: "OPENAI_API_KEY", isSecret: true, help: "the key for OPENAI_BASE_URL"),
    Variable(name: "ANTHROPIC_API_KEY", isSecret: true, help: "the key for Anthropic"),
    Variable(name: "LMSTUDIO_API_KEY", isSecret: true, help: "the key for LM Studio"),
    Variable(name: "HTTPS_PROXY", help: "the proxy for https:// URLs"),
    Variable(name: "HTTP_PROXY", help: "the proxy for http:// URLs; it must take CONNECT"),
    Variable(name: "ALL_PROXY", help: "the proxy where neither of the two is set"),
    Variable(name: "NO_PROXY", help: "hosts that are asked without a proxy"),
    Variable(name: "SSL_CERT_FILE", help: "certificates of further authorities, as PEM"),
  ]

  static func reply(_ services: Services) -> Reply {
    var table = Table(columns: [
      .init("variable"), .init("value", isFlexible: true), .init("from"),
      .init("meaning", isFlexible: true),
    ])
    var reply = Reply()
    for variable in all {
      let shown = shown(variable, services.environment[variable.name])
      let origin = origin(variable, services)
      table.rows.append([
        StyledText(variable.name), StyledText(shown, .strong), StyledText(origin, .dim),
        StyledText(variable.help, .dim),
      ])
      reply.records.append([
        "event": "variable", "name": .string(variable.name), "value": .string(shown),
        "origin": .string(origin),
      ])
    }
    reply.add(table)
    return reply
  }

  private static func shown(_ variable: Variable, _ value: String?) -> String {
    guard let value, !value.isEmpty else { return "–" }
    return variable.isSecret ? "set (redacted)" : value.withoutLogin
  }

  private static func origin(_ variable: Variable, _ services: Services) -> String {
    guard services.environment[variable.name] != nil else { return "not set" }
    let isFromFile = services.environmentFile.names.contains(variable.name)
    return isFromFile ? services.environmentFile.path : "environment"
  }
}
