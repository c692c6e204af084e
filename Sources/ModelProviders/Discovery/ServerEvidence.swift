import Experiments

/// What a server answered to the questions that tell kinds of server apart; does no I/O.
struct ServerEvidence: Sendable {
  /// The paths to ask, in the order in which their answers decide; `interface` is `ProbedAddress`'s.
  static func paths(_ interface: String) -> [String] {
    let native = ["/api/version", "/api/v1/models", "/api/v0/models"]
    let list = "\(interface)/models"
    return native.contains(list) ? native : native + [list]
  }

  let interface: String
  /// One for each path.
  let answers: [String: ServerProbe.Answer]

  private var listPath: String { "\(interface)/models" }

  /// The list of OpenAI's interface.
  var list: JSONValue? { value(listPath) }

  /// The kind of the server and what shows it.
  ///
  /// | answer | kind |
  /// |---|---|
  /// | `/api/version` is an object with a text `version` | Ollama |
  /// | `/api/v1/models` has `models`, or `/api/v0/models` has `data` | LM Studio |
  /// | `/v1/models`, or the list of another interface, has `data` | OpenAI-compatible |
  /// | anything else | unknown |
  /// | nothing on any path | unreachable |
  var verdict: (kind: ServerReport.Kind, evidence: String, error: String) {
    if let version = value("/api/version")?["version"]?.stringValue {
      return (.ollama, "/api/version answered \(version.shortened(to: 40))", "")
    }
    for (path, member) in [("/api/v1/models", "models"), ("/api/v0/models", "data")] {
      if let list = value(path)?[member]?.arrayValue {
        return (.lmstudio, "\(path) lists \(list.count)", "")
      }
    }
    if let list = list?["data"]?.arrayValue {
      return (.openaiCompatible, "\(listPath) lists \(list.count)", "")
    }
    let all = Self.paths(interface).compactMap { answers[$0] }
    let silences = all.compactMap { if case .none(let words) = $0 { words } else { nil } }
    if silences.count == all.count { return (.unreachable, "", silences.first ?? "not asked") }
    if all.contains(where: \.wantsKey) {
      return (.unknown, complaint, "it wants a key, or another one")
    }
    return (.unknown, complaint, "it answers, and not as a model server")
  }

  private func value(_ path: String) -> JSONValue? { answers[path]?.value }

  private var complaint: String {
    answers[listPath].map { "\(listPath) answered with \($0.complaint)" } ?? ""
  }
}
