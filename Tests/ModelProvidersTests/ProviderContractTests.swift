import Experiments
import Foundation
import ModelProviders
import ProviderTesting
import ServerTesting
import Simulators
import Testing

/// What every kind of provider keeps, tested over the registry.
@Suite struct ProviderContractTests {
  /// How every server and program behaves.
  private enum Behaviour {
    case answers
    case hangs
    case breaks

    /// What a server of any wire does.
    func script(_ request: FakeServer.Request) -> [FakeServer.Step] {
      switch (self, request.path) {
      case (.hangs, _): [.hang]
      case (.breaks, _): [.reset]
      case (.answers, "/v1/chat/completions"): FakeOpenAI.saying(["a", "b"])
      case (.answers, "/v1/messages"): FakeAnthropic.saying(["a", "b"])
      case (.answers, _): FakeOllama(saying: ["a", "b"]).script(request)
      }
    }

    /// What a program does, in the shell's words.
    var program: String {
      switch self {
      case .answers: #"echo '{"text":"ab"}'; echo '{"end":{}}'"#
      case .hangs: "sleep 600"
      case .breaks: "exit 3"
      }
    }
  }

  /// Services under which every kind can answer its example; programs are found in a folder.
  private static func working(
    _ server: FakeServer, programs: String, _ simulator: SimulatorServices
  ) throws -> ProviderServices {
    var services = try failingServices(simulator: simulator)
    services.environment = ["PATH": "\(programs):/usr/bin:/bin"]
    for variable in everyKind.flatMap({ $0.variables }) where !variable.isSecret {
      services.environment[variable.name] = server.url
    }
    services.readFile = { _ in Array(#"{"task_id":"Sample/0","response":"x = 1"}"#.utf8) }
    services.limits = CallLimits(
      total: .seconds(600), idle: .seconds(600), connect: .seconds(600), metadata: .seconds(600))
    return services
  }

  /// Runs a body with every kind's answer to its example.
  private func withEveryKind(
    _ behaviour: Behaviour,
    _ change: (inout SimulatorServices) -> Void = { _ in },
    _ body: (String, ResolvedModel) async throws -> Void
  ) async throws {
    let programs = FileManager.default.temporaryDirectory.appending(path: "contract-\(UUID())")
    try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: programs) }
    let model = programs.appending(path: "my-model").path
    try "#!/bin/sh\n\(behaviour.program)\n".write(toFile: model, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: model)
    try await withFakeServer(behaviour.script) { server in
      var simulator = failingSimulator()
      simulator.verify = { _, _ in false }
      change(&simulator)
      let services = try Self.working(server, programs: programs.path, simulator)
      for kind in services.makeKinds() {
        let (name, example) = (type(of: kind).name, type(of: kind).example)
        if let resolved = try? kind.resolve(example) { try await body(name, resolved) }
        await kind.shutdown()
      }
    }
  }

  @Test func `names, forms and examples are unique`() {
    let kinds = everyKind
    #expect(Set(kinds.map { $0.name }).count == kinds.count)
    #expect(Set(kinds.map { $0.form }).count == kinds.count)
    #expect(Set(kinds.map { $0.example }).count == kinds.count)
  }

  @Test func `each kind claims its own example and is the first to do so`() throws {
    let services = try failingServices()
    let kinds = services.makeKinds()
    for kind in everyKind {
      let owner = kinds.first { $0.claims(kind.example) }
      #expect(owner.map { type(of: $0).name } == kind.name)
    }
  }

  @Test func `every kind can resolve its example when all is set up`() async throws {
    var kinds: [String] = []
    try await withEveryKind(.answers) { name, _ in kinds.append(name) }
    #expect(kinds == everyKind.map { $0.name })
  }

  @Test func `a stream ends with exactly one end, which is last`() async throws {
    try await withEveryKind(.answers) { name, resolved in
      let collected = await collect(
        resolved.provider.generate(request(resolved.name), in: sampleContext))
      #expect(collected.error == nil, "\(name)")
      #expect(collected.ends.count == 1, "\(name)")
      #expect(collected.endIsLast, "\(name)")
      #expect(!collected.text.isEmpty, "\(name)")
      #expect(collected.ends.first?.reportedModel.isEmpty == false, "\(name)")
    }
  }

  @Test func `a resolved model keeps its name and its provider's`() async throws {
    try await withEveryKind(.answers) { name, resolved in
      #expect(resolved.provider.name == name)
      #expect(everyKind.contains { $0.example == resolved.name })
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `cancelling ends a stream promptly with CancellationError`() async throws {
    let hanging: SimulatorServices.Sleeper = { _ in try await Task.sleep(for: .seconds(600)) }
    try await withEveryKind(.hangs) {
      $0.sleep = hanging
      $0.settings.tokensPerSecond = 1
    } _: { name, resolved in
      let call = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return await collect(
          resolved.provider.generate(request(resolved.name), in: sampleContext))
      }
      let collected = await call.value
      #expect(collected.ends.isEmpty, "\(name)")
      #expect(collected.error is CancellationError, "\(name)")
    }
  }

  @Test func `every fault is a ProviderError with an endpoint and a message`() async throws {
    try await withEveryKind(.breaks) {
      $0.verify = { _, _ in throw Unasked(description: "no sandbox") }
    } _: { name, resolved in
      let bare = Problem(taskID: "Bare/0", prompt: "def f():\n", entryPoint: "f")
      let collected = await collect(
        resolved.provider.generate(request(resolved.name), in: GenerationContext(problem: bare)))
      let error = try #require(collected.providerError, "\(name): \(collected)")
      #expect(!error.endpoint.isEmpty)
      #expect(!error.message.isEmpty)
    }
  }
}
