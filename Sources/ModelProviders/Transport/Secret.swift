/// A key that authorises calls; printed, described or reflected it is `<redacted>`.
struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let value: String

  init(_ value: String) {
    self.value = value
  }

  /// The key itself, for the one header that carries it.
  func reveal() -> String { value }

  /// A text without the key, wherever it stood in it.
  ///
  /// Servers echo what they refuse; their words end up in records and on screens.
  func redacted(from text: String) -> String {
    value.isEmpty ? text : text.replacing(value, with: description)
  }

  var description: String { "<redacted>" }

  var debugDescription: String { description }

  var customMirror: Mirror { Mirror(self, children: []) }
}
