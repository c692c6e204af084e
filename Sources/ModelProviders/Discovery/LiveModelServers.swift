package import Experiments

/// Asks real servers.
///
/// Every question has a deadline of its own, and a server is asked in at most three rounds, so that
/// all of `discover` takes less than 5 s whatever the servers do.
package struct LiveModelServers: ModelServers {
  private let limits: DiscoveryLimits
  private let environment: [String: String]
  private let kinds: [any ProviderKind.Type]
  private let families: [any ServerFamily.Type]
  private let transports: HTTPTransports
  /// Whose server downloads models.
  private let puller: (any PullingKind)?
  private let memory: HealthMemory
  private let monotonicMs: @Sendable () -> Double

  package init(
    _ services: ProviderServices, limits: DiscoveryLimits = DiscoveryLimits(),
    monotonicMs: @escaping @Sendable () -> Double
  ) {
    environment = services.environment
    kinds = services.kinds
    families = kinds.serverFamilies
    transports = HTTPTransports(
      environment: services.environment, connectTimeout: services.limits.connect)
    puller = kinds.lazy.compactMap { $0 as? any PullingKind.Type }.first.map { $0.init(services) }
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

  /// The key of the environment is not sent here, because the URL may be anyone's.
  package func probe(_ url: String, asking model: String?) async -> ServerReport {
    let place = ServerPlace(url: url, key: nil)
    var report = await report(place, responsive: false)
    guard let model, let probe = place.probe(transports) else { return report }
    let listed = report.models.firstIndex { $0.name == model }
    let asked = listed.map { report.models[$0] } ?? ServedModel(name: model)
    let judged = await judged(asked, at: probe, kind: report.kind)
    if let listed { report.models[listed] = judged } else { report.models.append(judged) }
    return report
  }

  package func pull(_ model: String) -> AsyncThrowingStream<PullProgress, any Error> {
    guard let puller else { return AsyncThrowingStream { $0.finish(throwing: noPuller) } }
    return puller.pull(model)
  }

  private var noPuller: ProviderError {
    ProviderError(
      code: .notConfigured, endpoint: "models pull",
      message: "no kind of provider has a server that downloads models",
      suggestion: "models discover shows the servers that answer")
  }

  package func keys(online: Bool) async -> [KeyReport] {
    await inOrder(kinds.keyedServices) { service in
      await service.keyReport(
        environment, online: online, transports: transports, within: limits.detection)
    }
  }

  /// Closes every connection; nothing can be asked afterwards.
  package func shutdown() async {
    await transports.shutdown()
    await puller?.shutdown()
  }

  /// The server of each kind that has one, each once.
  private var places: [ServerPlace] {
    var seen: Set<String> = []
    return kinds.served.compactMap { $0.place(in: environment) }.filter {
      seen.insert(ProbedAddress($0.url)?.description ?? $0.url).inserted
    }
  }

  private func report(_ place: ServerPlace, responsive: Bool) async -> ServerReport {
    let started = monotonicMs()
    guard let probe = place.probe(transports) else {
      return ServerReport(
        url: place.url.withoutLogin, kind: .unreachable,
        error: ProbedAddress.objection(to: place.url))
    }
    let interface = probe.url.interface
    let answers = await inOrder(ServerEvidence.paths(interface, of: families)) { path in
      (path: path, answer: await probe.ask(path, within: limits.detection))
    }
    let evidence = ServerEvidence(interface: interface, answers: answers)
    var report = await report(evidence, probe)
    if responsive { report.models = await judged(report, at: probe) }
    report.milliseconds = Int(monotonicMs() - started)
    return report
  }

  private func report(_ evidence: ServerEvidence, _ probe: ServerProbe) async -> ServerReport {
    let url = probe.url.description
    guard let (family, shown) = evidence.verdict(among: families) else {
      return evidence.unrecognized(url)
    }
    var report = ServerReport(url: url, kind: .server(family.word), evidence: shown)
    do throws(ServerListError) {
      report.models = try await family.models(evidence, on: probe, within: limits)
    } catch {
      report.error = error.words
    }
    return report
  }

  /// Asks the chat models that are in memory, one after the other: a server has one at a time.
  ///
  /// A server that does not say what is in memory is asked when it has one model only.
  private func judged(_ report: ServerReport, at probe: ServerProbe) async -> [ServedModel] {
    var models = report.models
    let isAlone = family(of: report.kind)?.tellsLoaded == false && models.count == 1
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
    guard let family = family(of: kind) else { return model }
    if var recent = memory.recent(model.name, at: url) {
      recent.instances = model.instances
      return recent
    }
    let question = family.question(to: model.name, interface: probe.url.interface)
    let completion = ShortCompletion(model: model)
    let started = monotonicMs()
    let answer = await probe.ask(question.path, posting: question.body, within: completion.limit)
    let judged = completion.judged(answer, milliseconds: Int(monotonicMs() - started))
    if !Task.isCancelled { memory.remember(judged, at: url) }
    return judged
  }

  private func family(of kind: ServerReport.Kind) -> (any ServerFamily.Type)? {
    families.first { .server($0.word) == kind }
  }
}

/// Does something with all elements at once; the results stand in the elements' order.
func inOrder<Element: Sendable, Result: Sendable>(
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
