/// Why a text is not JSON, and where.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Position in bytes from 0.
  package var offset: Int
  package var message: String

  package init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }

  package var description: String { "not JSON at byte \(offset): \(message)" }
}

extension JSONValue {
  /// Reads one document that fills the whole text.
  ///
  /// Whole numbers that fit become `.integer`; nesting is limited to 512 levels; lone surrogates
  /// become U+FFFD; of a repeated key the last one counts.
  ///
  /// - Throws: `JSONError` with the byte where reading stopped.
  package init(parsing text: some StringProtocol) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads one document that fills all the bytes.
  ///
  /// - Throws: `JSONError` with the byte where reading stopped.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    self.init(try JSONTape(bytes), at: 0)
  }

  private init(_ tape: JSONTape, at index: Int) {
    switch tape.parts[index].kind {
    case .null: self = .null
    case .bool: self = .bool(tape.bool(index))
    case .number:
      self = tape.integer(index).map(JSONValue.integer) ?? .number(tape.double(index) ?? 0)
    case .string, .escapedString: self = .string(tape.string(index))
    case .array: self = .array(tape.inside(index).map { JSONValue(tape, at: $0) })
    case .object:
      var members: [String: JSONValue] = [:]
      var parts = tape.inside(index)
      while let key = parts.next(), let value = parts.next() {
        members[tape.string(key)] = JSONValue(tape, at: value)
      }
      self = .object(members)
    }
  }
}
