import Experiments

/// OpenAI and servers of its wire: `openai/NAME`, names of OpenAI's families, and listed names.
package struct OpenAIKind: OpenAICompatibleKind {
  package static let example = "openai/gpt-4o-mini"

  static let deprecatesMaxTokens = true

  static let service = HostedService(
    name: "openai", title: "OpenAI", urlVariable: "OPENAI_BASE_URL", keyVariable: "OPENAI_API_KEY",
    defaultURL: "https://api.openai.com/v1", ownHosts: ["api.openai.com"],
    whenUnreachable: "the server, or OPENAI_BASE_URL for another one", wire: .openAI)

  let server: HostedServer<OpenAIProvider>

  package init(_ services: ProviderServices) { server = Self.server(services) }

  /// Whether a bare name is of OpenAI's own families; with a colon it is Ollama's, and the open
  /// models `gpt-oss` run elsewhere.
  static func claim(on bare: String) -> String? {
    guard !bare.contains(":"), !bare.contains("/"), !bare.hasPrefix("gpt-oss") else { return nil }
    let isFamilys = ["gpt-", "chatgpt-"].contains { bare.hasPrefix($0) }
    let isSeries = ["o1", "o3", "o4"].contains { bare == $0 || bare.hasPrefix("\($0)-") }
    return isFamilys || isSeries ? "names that begin so are OpenAI's" : nil
  }
}
