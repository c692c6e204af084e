import Experiments

/// A service of models that is reached with a key: how its key is tried without cost.
struct HostedService: Sendable {
  var name: String
  var variable: String
  /// The variable that names another base URL.
  var baseVariable: String
  var base: String
  /// The headers that carry the key.
  var headers: @Sendable (_ key: String) -> [String: String]

  /// **Source**: <https://docs.anthropic.com/en/api/models-list>,
  /// <https://platform.openai.com/docs/api-reference/models/list>.
  static let all = [
    HostedService(
      name: "Anthropic", variable: "ANTHROPIC_API_KEY", baseVariable: "ANTHROPIC_BASE_URL",
      base: "https://api.anthropic.com",
      headers: { ["x-api-key": $0, "anthropic-version": "2023-06-01"] }),
    HostedService(
      name: "OpenAI", variable: "OPENAI_API_KEY", baseVariable: "OPENAI_BASE_URL",
      base: "https://api.openai.com", headers: { ["Authorization": "Bearer \($0)"] }),
  ]

  /// Asks the service for its models with the key.
  ///
  /// **Effects**: one request when `online` and there is a key; it costs nothing.
  func report(
    _ environment: [String: String], online: Bool, transports: HTTPTransports,
    within limit: Duration
  ) async -> KeyReport {
    var report = KeyReport(service: name, variable: variable, state: .missing)
    do {
      let secret = try ServiceKey.read(variable, in: environment, endpoint: name)
      guard let secret else { return report }
      report.state = .notAsked
      guard online else { return report }
      let written = try BaseURL.read(
        baseVariable, default: base, in: environment, endpoint: name)
      if written != BaseURL(base) { report.asked = written.description }
      guard let url = ProbedAddress(written.versioned) else { return report }
      let answer = await ServerProbe(url: url, through: transports).ask(
        "\(url.interface)/models", headers: headers(secret.reveal()), within: limit)
      report.state = state(answer)
    } catch {
      report.state = .unreachable((error as? ProviderError)?.message ?? "\(error)")
    }
    return report
  }

  private func state(_ answer: ServerProbe.Answer) -> KeyReport.State {
    if answer.value?["data"]?.arrayValue != nil { return .accepted }
    if answer.wantsKey { return .refused(answer.withoutReason) }
    return .unreachable(answer.withoutReason)
  }
}

extension ServerProbe.Answer {
  /// The complaint without the server's own words, which may repeat the key.
  fileprivate var withoutReason: String {
    guard case .json(_, let status) = self else { return complaint }
    return status == 200 ? "other JSON" : "HTTP \(status)"
  }
}
