import Experiments
import ServerTesting
import Simulators
import Testing

@testable import ModelProviders

/// What every kind declares of itself counts wherever it is asked for; tested over the registry.
@Suite(.timeLimit(.minutes(2))) struct ProviderDeclarationTests {
  private static let served = everyKind.served

  private static let keyed = everyKind.compactMap { $0 as? any HostedKind.Type }
    .filter { !$0.service.ownHosts.isEmpty }

  /// A server that answers every list of models in each form.
  private static func script(_ request: FakeServer.Request) -> [FakeServer.Step] {
    if request.path.contains("/v1/models") {
      return HTTPText.response(200, #"{"data":[{"id":"listed"}]}"#)
    }
    return FakeOllama(models: ["listed:latest"], chat: []).script(request)
  }

  /// Services whose environment has all variables of one kind, its address and its key.
  private static func services(
    _ kind: any ProviderKind.Type, at url: String, key: String? = "a-key"
  ) throws -> ProviderServices {
    var services = try failingServices()
    services.environment = [:]
    for variable in kind.variables {
      services.environment[variable.name] = variable.isSecret ? key : url
    }
    return services
  }

  @Test func `prefixes are unique and none begins another`() {
    for kind in everyKind {
      let others = everyKind.filter { $0 != kind }
      #expect(!kind.prefix.isEmpty)
      #expect(others.allSatisfy { !$0.prefix.hasPrefix(kind.prefix) }, "\(kind.name)")
    }
  }

  @Test func `a name with the prefix is the kind's, and the server is told the rest`() throws {
    let services = try failingServices()
    let kinds = services.makeKinds()
    for kind in everyKind {
      let model = kind.prefix + "some-model"
      let owner = kinds.first { $0.claims(model) }
      #expect(owner.map { type(of: $0).name } == kind.name)
      #expect(kind.bareName(model) == "some-model")
      #expect(kind.description.bareName(model) == "some-model")
    }
  }

  @Test func `the directory tells every variable once, with its meaning`() throws {
    let directory = LiveModelDirectory(try failingServices())
    let names = directory.variables.map(\.name)
    #expect(Set(names).count == names.count)
    for variable in everyKind.flatMap({ $0.variables }) {
      #expect(names.contains(variable.name))
      #expect(!variable.help.isEmpty)
      #expect(variable.isSecret == variable.example.isEmpty, "\(variable.name)")
    }
    #expect(directory.providers.map(\.name) == everyKind.map { $0.name })
  }

  @Test func `a name that nobody claims is told every form`() throws {
    let error = #expect(throws: ProviderError.self) {
      try LiveModelDirectory(try failingServices()).resolve("nobody-has-this")
    }
    for kind in everyKind {
      #expect(error?.message.contains(kind.form) == true, "\(kind.name)")
    }
  }

  @Test func `the address and the key that are declared are those that are used`() async throws {
    for kind in everyKind.compactMap({ $0 as? any HostedKind.Type }) {
      try await withFakeServer(Self.script) { server in
        let services = try Self.services(kind, at: server.url)
        try await withDirectory(services) { directory in
          let listing = directory.listing.first { $0.name == kind.name }
          let models = try await #require(listing, "\(kind.name)").models()
          #expect(!models.isEmpty)
          for model in models {
            #expect(try directory.resolve(model.name).provider.name == kind.name, "\(model.name)")
          }
        }
        let sent = server.requests.flatMap { $0.headers.values }
        #expect(sent.contains { $0.contains("a-key") }, "\(kind.name)")
      }
    }
  }

  @Test func `a server where the variable says is looked at and its models listed`() async throws {
    for kind in Self.served {
      try await withFakeServer(Self.script) { server in
        let servers = LiveModelServers(try Self.services(kind, at: server.url), monotonicMs: { 0 })
        let reports = await servers.discover(responsive: false)
        let report = try #require(reports.first { $0.url == server.url }, "\(kind.name)")
        #expect(report.kind.isServer, "\(kind.name)")
        #expect(report.models.map(\.name) == ["listed:latest"], "\(kind.name)")
        await servers.shutdown()
      }
    }
  }

  @Test func `a vendor's own server is looked at by nobody`() throws {
    for kind in Self.served {
      guard let service = (kind as? any HostedKind.Type)?.service, !service.ownHosts.isEmpty else {
        continue
      }
      #expect(kind.place(in: [:])?.url == nil, "\(kind.name)")
      #expect(kind.place(in: [service.urlVariable: service.defaultURL])?.url == nil)
      let elsewhere = [service.urlVariable: "http://box:1", service.keyVariable: "k"]
      #expect(kind.place(in: elsewhere)?.url == "http://box:1")
      #expect(kind.place(in: elsewhere)?.key == "k")
    }
  }

  @Test func `each vendor's key is reported, and tried where its variable says`() async throws {
    for kind in Self.keyed {
      for (key, offline, online) in [
        (String?.none, KeyReport.State.missing, KeyReport.State.missing),
        ("a-key", .notAsked, .accepted),
      ] {
        try await withFakeServer(Self.script) { server in
          let servers = LiveModelServers(
            try Self.services(kind, at: server.url, key: key), monotonicMs: { 0 })
          for (isOnline, state) in [(false, offline), (true, online)] {
            let report = await servers.keys(online: isOnline).first {
              $0.service == kind.title
            }
            #expect(report?.state == state, "\(kind.name)")
            #expect(report?.variable == kind.service.keyVariable)
          }
          await servers.shutdown()
        }
      }
    }
  }

  @Test func `a vendor's own server wants the key that is declared`() throws {
    for kind in Self.keyed {
      let error = #expect(throws: ProviderError.self) {
        try LiveModelDirectory(try failingServices()).resolve(kind.example)
      }
      #expect(error?.code == .notConfigured)
      #expect(error?.message.contains(kind.service.keyVariable) == true)
    }
  }

  /// A table that has two names: as the catalog has them, and as a person writes a model of a kind.
  private static func table(_ kind: any ProviderKind.Type) throws -> PriceTable {
    let lines = [("some-model", "2"), (kind.prefix + "named", "3")].map { name, input in
      """
      {"model":"\(name)","tier":"small-frontier","input":"\(input)","output":"1",\
      "asOf":"2027-01-01","source":"s"}
      """
    }
    return try PriceTable.bundled().overridden(
      by: try PriceTable(json: Array(#"{"models":[\#(lines.joined(separator: ","))]}"#.utf8)))
  }

  @Test func `prices are where the kind's family says`() throws {
    for kind in everyKind {
      var services = try Self.services(kind, at: "https://models.example.org")
      services.prices = try Self.table(kind)
      let directory = LiveModelDirectory(services)
      let plain = directory.price(of: kind.prefix + "some-model")?.inputPicoUSD
      let named = directory.price(of: kind.prefix + "named")?.inputPicoUSD
      switch kind.prices {
      case .catalog: #expect(plain == 2_000_000, "\(kind.name)")
      case .ownMachine: #expect((plain, named) == (0, 3_000_000), "\(kind.name)")
      case .program: #expect((plain, named) == (nil, 3_000_000), "\(kind.name)")
      case .free: #expect(directory.price(of: kind.example) == .free, "\(kind.name)")
      case .recording:
        let takesFile = kind.takesFile
        #expect(takesFile)
      }
    }
  }

  @Test func `a recorded answer of each kind is free only where its kind is`() throws {
    let services = try failingServices()
    for kind in everyKind where kind.prices != .recording {
      let source = RecordedSource(model: kind.prefix + "unheard-of")
      let isLocal = kind.prices != .catalog
      #expect(source.tier(services) == (isLocal ? .local : .fullFrontier), "\(kind.name)")
      let paid = source.cost(of: Usage(inputTokens: 1, outputTokens: 1), paid: nil, services).paid
      let isFree = isLocal && kind.prices != .program
      #expect(paid == (isFree ? .zero : nil), "\(kind.name)")
    }
  }

  @Test func `the service's prefix does not matter in the catalog`() throws {
    let table = try PriceTable.bundled()
    for kind in everyKind where kind.prices == .catalog {
      #expect(table.entry(for: kind.prefix + "gpt-4o-mini") == table.entry(for: "gpt-4o-mini"))
    }
  }
}
