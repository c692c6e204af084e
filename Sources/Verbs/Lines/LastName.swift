package import Presentation
import Synchronization

/// What `_` stands for: the last attempt, spec, guidance, review or problem that a reply named.
package final class LastName: Sendable {
  private let name: Mutex<String?>

  package init() {
    name = Mutex(nil)
  }

  /// One that begins with the name of another and leaves that as it is.
  package init(startingFrom other: LastName) {
    name = Mutex(other.value)
  }

  /// The name, as it can be typed; nil when no reply named anything yet.
  package var value: String? { name.withLock { $0 } }

  /// Takes in what a reply names; one that names nothing leaves it as it was.
  package func note(_ reply: Reply) {
    guard let named = reply.records.reversed().lazy.compactMap(\.named).first else { return }
    name.withLock { $0 = named }
  }
}
