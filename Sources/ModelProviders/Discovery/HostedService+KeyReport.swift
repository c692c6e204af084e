import CanonicalJSON
import Experiments

extension HostedService {
  /// Asks the service for its models with the key.
  ///
  /// **Effects**: one request when `online` and there is a key; it costs nothing.
  ///
  /// **Source**: <https://docs.anthropic.com/en/api/models-list>,
  /// <https://platform.openai.com/docs/api-reference/models/list>.
  func keyReport(
    _ environment: [String: String], online: Bool, transports: HTTPTransports,
    within limit: Duration
  ) async -> KeyReport {
    var report = KeyReport(service: title, variable: keyVariable, state: .missing)
    do {
      guard let secret = try key(in: environment, endpoint: title) else { return report }
      report.state = .notAsked
      guard online else { return report }
      let written = try url(in: environment)
      if written != BaseURL(defaultURL) { report.asked = written.description }
      guard let url = ProbedAddress(written.versioned) else { return report }
      let answer = await ServerProbe(url: url, through: transports).ask(
        "\(url.interface)/models", headers: wire.headers(secret), within: limit)
      report.state = Self.state(answer)
    } catch {
      report.state = .unreachable((error as? ProviderError)?.message ?? "\(error)")
    }
    return report
  }

  private static func state(_ answer: ServerProbe.Answer) -> KeyReport.State {
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
