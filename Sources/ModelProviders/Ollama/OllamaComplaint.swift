import CanonicalJSON
import Experiments

/// What an Ollama server says instead of an answer.
///
/// **Shape**: `{"error":"…"}`, with no code beside the status.
///
/// **Source**: `ChatHandler` and `GenerateHandler` in
/// <https://github.com/ollama/ollama/blob/main/server/routes.go>.
struct OllamaComplaint: Sendable, Hashable {
  /// What is wrong, where koderz goes on differently because of it.
  enum Reason: Sendable, Hashable {
    case noModel
    /// The model does not think, or not at the level that was asked for.
    case noThinking
    /// The model takes no chat; plain text may do.
    case noChat
    /// The model writes no text at all.
    case noText
  }

  /// Nil when it is another complaint.
  let reason: Reason?
  let complaint: ServerComplaint

  /// Reads the body of an answer that has not the status 200.
  init(status: UInt, body: [UInt8]) {
    let said = (try? JSONValue(parsing: body))?["error"]?.stringValue
    reason = said.flatMap { Self.reason(status: status, said: $0) }
    complaint = ServerComplaint(code: ServerComplaint.code(of: status), message: said)
  }

  /// Whether a download failed because the registry has no such model.
  ///
  /// The error comes in a line of a stream whose status was 200, so that only its words tell: the
  /// registry's 404 becomes `pull model manifest: file does not exist`, a proxy's `not found`.
  ///
  /// **Source**: `makeRequestWithRetry` in
  /// <https://github.com/ollama/ollama/blob/main/server/images.go>.
  static func isUnknownToRegistry(_ said: String) -> Bool {
    said.contains("file does not exist") || said.contains("not found")
  }

  /// Tells the reasons apart.
  ///
  /// A 404 with the server's own JSON is a missing model; a path that the server does not have is
  /// answered with plain text. What a model cannot do is a 400 that only the words tell from others:
  /// `"m" does not support thinking`, `… chat`, `… generate`, and `think value "high" is not supported
  /// for this model`.
  private static func reason(status: UInt, said: String) -> Reason? {
    guard status == 400 else { return status == 404 ? .noModel : nil }
    if said.contains("does not support generate") { return .noText }
    if said.contains("does not support chat") { return .noChat }
    return said.contains("think") ? .noThinking : nil
  }
}
