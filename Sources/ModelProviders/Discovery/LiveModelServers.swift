package import Experiments

/// Asks real servers.
///
/// Every question has a deadline of its own, and a server is asked in at most three rounds, so that
/// all of `discover` takes less than 5 s whatever the servers do.
package struct LiveModelServers: ModelServers {
  private let limits: DiscoveryLimits
  /// Models beyond this many are listed without details.
  private static let mostDetails = 40

  private let environment: [String: String]
  private let transports: HTTPTransports
  private let ollama: OllamaKind
  private let memory: HealthMemory
  private let monotonicMs: @Sendable () -> Double

  package init(
    _ services: ProviderServices, limits: DiscoveryLimits = DiscoveryLimits(),
    monotonicMs: @escaping @Sendable () -> Double
  ) {
    environment = services.environment
    transports = HTTPTransports(
      environment: services.environment, connectTimeout: services.limits.connect)
    ollama = OllamaKind(services)
    self.limits = limits
    memory = HealthMemory(monotonicMs: monotonicMs)
    self.monotonicMs = monotonicMs
  }

  package func discover(responsive: Bool) async -> [ServerReport] {
    let places = places
    return await withTaskGroup(of: (Int, ServerReport).self) { group in
      for (index, place) in places.enumerated() {
        group.addTask { (index, await report(place, responsive: responsive)) }
      }
      var reports = [ServerReport?](repeating: nil, count: places.count)
      for await (index, report) in group { reports[index] = report }
      return reports.compactMap { $0 }
    }
  }

  /// The key of the environment is sent to nobody here: the URL is any.
  package func probe(_ url: String, asking model: String?) async -> ServerReport {
    let place = Place(url: url, key: nil)
    var report = await report(place, responsive: false)
    guard let model, let probe = place.probe(transports) else { return report }
    let listed = report.models.firstIndex { $0.name == model }
    let asked = listed.map { report.models[$0] } ?? ServedModel(name: model)
    let judged = await judged(asked, at: probe, kind: report.kind)
    if let listed { report.models[listed] = judged } else { report.models.append(judged) }
    return report
  }

  package func pull(_ model: String) -> AsyncThrowingStream<PullProgress, any Error> {
    ollama.provider.pull(model)
  }

  package func keys(online: Bool) async -> [KeyReport] {
    await inOrder(HostedService.all) { service in
      await service.report(
        environment, online: online, transports: transports, within: limits.detection)
    }
  }

  /// Closes every connection; nothing can be asked afterwards.
  package func shutdown() async {
    await transports.shutdown()
    await ollama.shutdown()
  }

  /// A server to look at, and the key that is meant for it.
  private struct Place: Sendable {
    var url: String
    var key: String?

    func probe(_ transports: HTTPTransports) -> ServerProbe? {
      ProbedAddress(url).map { ServerProbe(url: $0, through: transports, key: key) }
    }
  }

  /// Ollama, LM Studio, and the server of `OPENAI_BASE_URL` unless that is OpenAI's own.
  private var places: [Place] {
    var places = [
      Place(url: OllamaHost(environment: environment).description),
      Place(url: variable("LMSTUDIO_BASE_URL") ?? "http://127.0.0.1:1234"),
    ]
    if let url = variable("OPENAI_BASE_URL"), !url.contains("api.openai.com") {
      places.append(Place(url: url, key: variable("OPENAI_API_KEY")))
    }
    var seen: Set<String> = []
    return places.filter { seen.insert(ProbedAddress($0.url)?.description ?? $0.url).inserted }
  }

  private func variable(_ name: String) -> String? {
    environment[name]?.trimmingSpaces().nonEmpty
  }

  private func report(_ place: Place, responsive: Bool) async -> ServerReport {
    let started = monotonicMs()
    guard let probe = place.probe(transports) else {
      return ServerReport(
        url: place.url.withoutLogin, kind: .unreachable,
        error: ProbedAddress.objection(to: place.url))
    }
    let answers = await inOrder(ServerEvidence.paths(probe.url.interface)) { path in
      (path, await probe.ask(path, within: limits.detection))
    }
    let evidence = ServerEvidence(
      interface: probe.url.interface, answers: Dictionary(uniqueKeysWithValues: answers))
    let verdict = evidence.verdict
    var report = ServerReport(
      url: probe.url.description, kind: verdict.kind, evidence: verdict.evidence,
      error: verdict.error)
    await list(into: &report, evidence, probe)
    if responsive { report.models = await judged(report, at: probe) }
    report.milliseconds = Int(monotonicMs() - started)
    return report
  }

  private func list(
    into report: inout ServerReport, _ evidence: ServerEvidence, _ probe: ServerProbe
  ) async {
    switch report.kind {
    case .ollama:
      await listOllama(into: &report, probe)
    case .lmstudio:
      let lists = ["/api/v1/models", "/api/v0/models"].compactMap { evidence.answers[$0]?.value }
      let native = lists.first { $0["models"] != nil || $0["data"] != nil }
      report.models = native.map(ServerListing.lmStudio) ?? []
    case .openaiCompatible:
      report.models = evidence.list.map(ServerListing.openAI) ?? []
    case .unknown, .unreachable:
      break
    }
  }

  private func listOllama(into report: inout ServerReport, _ probe: ServerProbe) async {
    async let running = probe.ask("/api/ps", within: limits.listing)
    let tags = await probe.ask("/api/tags", within: limits.listing)
    guard let list = tags.value, list["models"]?.arrayValue != nil else {
      report.error = "/api/tags answered with \(tags.complaint)"
      return
    }
    let models = ServerListing.ollama(tags: list, running: await running.value)
    let detailed = await inOrder(Array(models.prefix(Self.mostDetails))) { model in
      let show = await probe.ask(
        "/api/show", posting: ["model": .string(model.name)], within: limits.details)
      return ServerListing.detailed(model, show: show.value)
    }
    report.models = detailed + models.dropFirst(Self.mostDetails)
  }

  /// Asks the chat models that are in memory, one after the other: a server has one at a time.
  ///
  /// A server that does not say what is in memory is asked when it has one model only.
  private func judged(_ report: ServerReport, at probe: ServerProbe) async -> [ServedModel] {
    var models = report.models
    let isAlone = report.kind == .openaiCompatible && models.count == 1
    for index in models.indices where models[index].isForChat {
      guard models[index].isLoaded || isAlone, !Task.isCancelled else { continue }
      models[index] = await judged(models[index], at: probe, kind: report.kind)
    }
    return models
  }

  private func judged(
    _ model: ServedModel, at probe: ServerProbe, kind: ServerReport.Kind
  ) async -> ServedModel {
    let url = probe.url.description
    guard ![.unknown, .unreachable].contains(kind) else { return model }
    if var recent = memory.recent(model.name, at: url) {
      recent.instances = model.instances
      return recent
    }
    let question = ShortCompletion(kind: kind, model: model, interface: probe.url.interface)
    let started = monotonicMs()
    let answer = await probe.ask(question.path, posting: question.body, within: question.limit)
    let judged = question.judged(answer, milliseconds: Int(monotonicMs() - started))
    if !Task.isCancelled { memory.remember(judged, at: url) }
    return judged
  }
}

/// Does something with all elements at once; the results stand in the elements' order.
private func inOrder<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ work: @escaping @Sendable (Element) async -> Result
) async -> [Result] {
  await withTaskGroup(of: (Int, Result).self) { group in
    for (index, element) in elements.enumerated() {
      group.addTask { (index, await work(element)) }
    }
    var results: [(Int, Result)] = []
    for await result in group { results.append(result) }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

/// How long a question to a server may take that no model has to answer.
package struct DiscoveryLimits: Sendable, Hashable {
  /// Which kind it is: four questions at once.
  package var detection: Duration
  /// Ollama's lists of what is on disk and in memory.
  package var listing: Duration
  /// What Ollama says of each of its models.
  package var details: Duration

  package init(
    detection: Duration = .milliseconds(2_200),
    listing: Duration = .milliseconds(1_500),
    details: Duration = .milliseconds(1_000)
  ) {
    self.detection = detection
    self.listing = listing
    self.details = details
  }
}
