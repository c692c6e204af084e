/// The name of a way to judge what was submitted for a problem, as it is stored.
///
/// Any text can be a name: a session may come from a koderz that has other judges. Whether this one
/// has a judge of that name, the sandbox says when it is asked to use it.
package struct JudgeName: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
  package var rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  package init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  package var description: String { rawValue }
}

// The names that the formats of problem files use, and stored sessions hold.
extension JudgeName {
  /// The tests define `check(candidate)`, which is called with the entry point.
  package static let check = JudgeName(rawValue: "check")
  /// The tests are assertions one below the other, which call the entry point by its name.
  package static let testList = JudgeName(rawValue: "test_list")
  /// The tests define classes of `unittest.TestCase`, which find the entry point by its name.
  package static let unittest = JudgeName(rawValue: "unittest")
}
