package import CanonicalJSON

/// A text and the hash that events name it by, computed once.
package struct NamedText: Sendable, Hashable {
  package var hash: ContentHash
  package var text: String

  package init(_ text: String) { (hash, self.text) = (ContentHash(of: text), text) }

  /// A text whose hash is known already.
  package init(_ text: String, hash: ContentHash) { (self.hash, self.text) = (hash, text) }
}
