import CanonicalJSON
import Experiments

/// Servers of OpenAI's protocol, of any maker: `/v1/models`, or the list of another interface, has
/// `data`.
enum OpenAIServers: ServerFamily {
  static let word = "openai-compatible"
  static let isShared = true
  static let tellsLoaded = false

  static func paths(_ interface: String) -> [String] { ["\(interface)/models"] }

  static func evidence(in answers: ServerEvidence) -> String? {
    list(answers).map { "\(answers.interface)/models lists \($0.count)" }
  }

  /// Names only.
  static func models(
    _ answers: ServerEvidence, on server: ServerProbe, within limits: DiscoveryLimits
  ) async throws(ServerListError) -> [ServedModel] {
    (list(answers) ?? []).compactMap { $0["id"]?.stringValue.map { ServedModel(name: $0) } }
      .eachOnce
  }

  static func question(to model: String, interface: String) -> ShortQuestion {
    ShortQuestion(
      path: "\(interface)/chat/completions",
      body: [
        "model": .string(model), "messages": ShortQuestion.messages, "stream": false,
        "max_tokens": .integer(ShortQuestion.maxTokens), "temperature": 0,
      ])
  }

  private static func list(_ answers: ServerEvidence) -> [JSONValue]? {
    answers.value("\(answers.interface)/models")?["data"]?.arrayValue
  }
}
