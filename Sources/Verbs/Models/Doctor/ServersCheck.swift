import Experiments
import Presentation

/// The servers that were looked for.
enum ServersCheck: HealthCheck {
  static func findings(_ facts: DoctorFacts) -> [Finding] {
    facts.servers.map { server in
      let time = Numbers.duration(ms: server.milliseconds)
      switch server.kind {
      case .server(let kind):
        let mark: Finding.Mark =
          server.error.isEmpty && !server.models.isEmpty ? .fine : .attention
        let said = server.error.isEmpty ? ServerReportText.counts(server.models) : server.error
        return Finding(
          mark, "server", "\(kind) \(server.url)  \(said)  \(time)",
          advice: mark == .fine ? "" : "load a model onto it, such as models pull qwen2.5-coder:7b",
          kind: .models)
      case .unknown:
        return Finding(
          .attention, "server", "\(server.url)  \(server.error)",
          advice: "models probe \(server.url) shows what answers", kind: .models)
      case .unreachable:
        return Finding(
          .attention, "server", "\(server.url)  \(server.error)",
          advice: "start it if you use it; show --origin lists the variables that name others",
          kind: .models)
      }
    }
  }
}
