import Experiments
import Synchronization

/// What a model of the server was found not to take.
enum OllamaRefusal: Error, Sendable, Hashable {
  /// The `think` option, or this level of it.
  case think
  /// Messages: the model takes plain text only.
  case chat
}

/// What is known of a server: its last listing, and what its models refused.
///
/// A class because providers of one server share it.
final class OllamaCapabilities: Sendable {
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
