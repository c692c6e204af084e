import Experiments
import Synchronization

/// What a model of the server was found not to take.
enum OllamaRefusal: Error, Sendable, Hashable {
  /// The `think` option, or this level of it.
  case think
  /// Messages: the model takes plain text only.
  case chat

  /// The refusal that an error of the server stands for; nil when it is another error.
  init?(_ error: ProviderError, to chat: OllamaWire.ChatRequest, at path: String) {
    guard error.message.hasPrefix("HTTP 400: ") else { return nil }
    if chat.think != nil, error.message.contains("think") {
      self = .think
    } else if path == "/api/chat", error.message.contains("does not support chat") {
      self = .chat
    } else {
      return nil
    }
  }
}

/// What is known of a server: its last listing, and what its models refused.
///
/// A class because providers of one server share it.
final class OllamaShelf: Sendable {
  private let tags = Mutex<[OllamaWire.Tag]?>(nil)
  private let refused = Mutex<[String: Set<OllamaRefusal>]>([:])

  func replace(with new: [OllamaWire.Tag]) {
    tags.withLock { $0 = new }
  }

  var isFilled: Bool { tags.withLock { $0 != nil } }

  var names: [String] { tags.withLock { $0?.map(\.name) ?? [] } }

  /// The model of a name; without a tag, `latest` is meant.
  func tag(named name: String) -> OllamaWire.Tag? {
    let full = name.contains(":") ? name : "\(name):latest"
    return tags.withLock { $0?.first { $0.name == name || $0.name == full } }
  }

  /// What a model is known not to take.
  func refusals(of model: String) -> Set<OllamaRefusal> {
    refused.withLock { $0[model] ?? [] }
  }

  /// Remembers that a model refused something.
  func note(_ refusal: OllamaRefusal, of model: String) {
    refused.withLock { _ = $0[model, default: []].insert(refusal) }
  }
}
