import Synchronization

/// The models of a server's last listing, as the server names them.
///
/// A class because providers of one server share it.
final class ListedNames: Sendable {
  private let names = Mutex<[String]>([])

  /// Takes a new listing.
  func replace(with new: [String]) {
    names.withLock { $0 = new }
  }

  /// The names, in the server's order.
  var all: [String] { names.withLock { $0 } }

  /// Whether the server listed a name.
  func contains(_ name: String) -> Bool { names.withLock { $0.contains(name) } }
}
