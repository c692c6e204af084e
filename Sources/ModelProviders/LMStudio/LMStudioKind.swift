package import Experiments

/// LM Studio: `lmstudio/NAME`, and names that it has listed.
///
/// It speaks OpenAI's wire; it runs on the person's own machines, so that its models are free
/// unless a price table has their names. Its models are listed once a variable names it.
package struct LMStudioKind: OpenAICompatibleKind {
  package static let example = "lmstudio/qwen2.5-coder-7b-instruct"
  package static let prices = PriceFamily.ownMachine

  static let service = HostedService(
    name: "lmstudio", title: "LM Studio", urlVariable: "LMSTUDIO_BASE_URL",
    keyVariable: "LMSTUDIO_API_KEY", defaultURL: "http://127.0.0.1:1234/v1",
    whenUnreachable: "'lms server start', or LMSTUDIO_BASE_URL for another server", wire: .openAI)

  static let family: any ServerFamily.Type = LMStudioServers.self

  let server: HostedServer<OpenAIProvider>

  package init(_ services: ProviderServices) { server = Self.server(services) }

  static func list(_ connection: HTTPConnection, at url: BaseURL) async throws -> [ListedModel] {
    try await LMStudioListing.read(connection, own: connection.at("\(url)"))
  }
}
