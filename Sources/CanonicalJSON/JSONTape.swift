/// A JSON document cut into its parts in order, none of them read yet.
///
/// Building values for all of a document costs more than finding its parts; decoding walks along
/// these and reads only what is asked for. Each part knows where the next one on its level is.
/// Keys and values of an object alternate.
///
/// It is a class so that the many small values that walk along it share it at the cost of one
/// reference.
final class JSONTape: Sendable {
  /// What a part is; a number is not yet known to be whole.
  enum Kind: Sendable {
    case null, bool, number, string, escapedString, array, object
  }

  /// One part: where it stands in the text, quotes and brackets left out.
  struct Part: Sendable {
    var kind: Kind
    var start: Int
    var end: Int
    /// Index of the part behind this one and all in it.
    var next: Int
  }

  let bytes: [UInt8]
  let parts: [Part]

  /// Cuts one document that fills all the bytes.
  ///
  /// - Throws: `JSONError` with the byte where reading stopped.
  init(_ bytes: [UInt8]) throws(JSONError) {
    var scanner = JSONScanner(bytes: bytes)
    try scanner.document()
    self.bytes = bytes
    parts = scanner.parts
  }

  /// The text of a string.
  func string(_ index: Int) -> String {
    let part = parts[index]
    if part.kind == .escapedString { return JSONEscapes.text(bytes[part.start..<part.end]) }
    return String(decoding: bytes[part.start..<part.end], as: UTF8.self)
  }

  func bool(_ index: Int) -> Bool { bytes[parts[index].start] == UInt8(ascii: "t") }

  /// The value of a whole number that fits; nil for others.
  func integer(_ index: Int) -> Int? {
    let part = parts[index]
    var digits = bytes[part.start..<part.end]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    guard digits.count < 18 else { return Int(number(part)) }
    var value = 0
    for digit in digits {
      guard digit &- 48 < 10 else { return nil }
      value = value * 10 + Int(digit &- 48)
    }
    return isNegative ? -value : value
  }

  /// The value of a number; nil when it is beyond what a `Double` holds.
  func double(_ index: Int) -> Double? {
    if let whole = integer(index) { return Double(whole) }
    guard let value = Double(number(parts[index])), value.isFinite else { return nil }
    return value
  }

  private func number(_ part: Part) -> String {
    String(decoding: bytes[part.start..<part.end], as: UTF8.self)
  }

  /// The index of an object's member; of a repeated key the last one.
  func member(_ name: UnsafeBufferPointer<UInt8>, of object: Int) -> Int? {
    parts.withUnsafeBufferPointer { parts in
      bytes.withUnsafeBufferPointer { bytes in
        var found: Int?
        var key = object + 1
        while key < parts[object].next {
          let value = parts[key].next
          if isKey(parts[key], name, bytes) { found = value }
          key = parts[value].next
        }
        return found
      }
    }
  }

  private func isKey(
    _ key: Part, _ name: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if key.kind == .escapedString {
      return JSONEscapes.text(self.bytes[key.start..<key.end]).utf8.elementsEqual(name)
    }
    guard key.end - key.start == name.count else { return false }
    for offset in 0..<name.count where bytes[key.start + offset] != name[offset] { return false }
    return true
  }

  /// The indices of the parts right inside an array or an object.
  func inside(_ index: Int) -> Inside {
    Inside(tape: self, index: index + 1, end: parts[index].next)
  }

  /// Walks over parts of one level.
  struct Inside: Sequence, IteratorProtocol {
    let tape: JSONTape
    var index: Int
    let end: Int

    mutating func next() -> Int? {
      guard index < end else { return nil }
      defer { index = tape.parts[index].next }
      return index
    }
  }
}
