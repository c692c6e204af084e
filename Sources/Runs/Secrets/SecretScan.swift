/// Finds keys and tokens in text by the shapes that services give them.
///
/// What leaves a session (transcripts, exports) or stays on disk outside it (the history file) goes
/// through here. A key of an unknown shape is not found: this is the second line of defence, the
/// first is that keys never enter a session.
package enum SecretScan {
  /// What stands where a secret was.
  package static let mark = "<redacted>"

  /// The text with every secret in it replaced by `<redacted>`.
  ///
  /// Redacting twice changes nothing more. Without `assignments` a value counts by its shape alone,
  /// whatever name it is given to.
  package static func redact(_ text: String, assignments: Bool = true) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var copied = 0
    for secret in secrets(in: bytes, assignments) {
      result += bytes[copied..<secret.lowerBound]
      result += Array(mark.utf8)
      copied = secret.upperBound
    }
    return copied == 0 ? text : String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  /// Whether `redact` would change the text.
  package static func containsSecret(_ text: String) -> Bool {
    !secrets(in: Array(text.utf8), true).isEmpty
  }

  /// Ascending and apart from each other.
  private static func secrets(in bytes: [UInt8], _ assignments: Bool) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      if let secret = secret(in: bytes, at: index, assignments) {
        found.append(secret)
        index = secret.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  private static func secret(
    in bytes: [UInt8], at index: Int, _ assignments: Bool
  ) -> Range<Int>? {
    if assignments, bytes[index].isOne(of: "=:") {
      return SecretAssignment.value(in: bytes, after: index)
    }
    guard index == 0 || !bytes[index - 1].isAlphanumeric else { return nil }
    for shape in SecretShape.byFirstByte[Int(bytes[index])] {
      if let range = shape.match(in: bytes, at: index) { return range }
    }
    return nil
  }
}

/// A secret that begins with a known word.
private struct SecretShape {
  enum Alphabet {
    case alphanumeric
    /// With `_` and `-`.
    case word
    /// What an `Authorization` header may hold.
    case token

    func contains(_ byte: UInt8) -> Bool {
      switch self {
      case .alphanumeric: byte.isAlphanumeric
      case .word: byte.isAlphanumeric || byte.isOne(of: "_-")
      case .token: byte.isAlphanumeric || byte.isOne(of: "_-.~+/=")
      }
    }
  }

  var prefix: [UInt8]
  var alphabet: Alphabet
  /// Characters after the prefix, at the least.
  var least: Int
  /// Letters alone make a name or a sentence, not a key.
  var needsDigit = true
  /// A prefix that is no part of the secret, and is written in any case.
  var keepsPrefix = false

  init(_ prefix: String, _ alphabet: Alphabet, _ least: Int) {
    self.prefix = Array(prefix.utf8)
    self.alphabet = alphabet
    self.least = least
  }

  /// The shapes that may begin with each byte.
  static let byFirstByte: [[SecretShape]] = (0...255).map { (byte: UInt8) in
    all.filter { $0.hasPrefix([byte]) }
  }

  private static let all: [SecretShape] = {
    var bearer = SecretShape("bearer ", .token, 12)
    bearer.keepsPrefix = true
    var words = [
      // Anthropic, OpenAI, OpenRouter and those that copy them.
      SecretShape("sk-ant-", .word, 12), SecretShape("sk-proj-", .word, 12),
      SecretShape("sk-", .word, 20), SecretShape("AIza", .word, 30),
      SecretShape("github_pat_", .word, 20), SecretShape("glpat-", .word, 18),
      SecretShape("hf_", .alphanumeric, 20), SecretShape("gsk_", .alphanumeric, 20),
      SecretShape("xai-", .alphanumeric, 20), SecretShape("AKIA", .alphanumeric, 16),
      SecretShape("ASIA", .alphanumeric, 16),
    ]
    words += ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map { SecretShape($0, .alphanumeric, 20) }
    words += ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"]
      .map { SecretShape($0, .word, 10) }
    return words + [bearer]
  }()

  /// The range of the secret that begins at `index`.
  func match(in bytes: [UInt8], at index: Int) -> Range<Int>? {
    let start = index + prefix.count
    guard start + least <= bytes.count, hasPrefix(bytes[index..<start]) else { return nil }
    let tail = bytes[start...].prefix(while: alphabet.contains)
    guard tail.count >= least, !needsDigit || tail.contains(where: \.isDigit) else { return nil }
    return (keepsPrefix ? start : index)..<tail.endIndex
  }

  private func hasPrefix(_ bytes: ArraySlice<UInt8>) -> Bool {
    zip(bytes, prefix).allSatisfy { byte, wanted in
      (keepsPrefix ? byte.lowercased : byte) == wanted
    }
  }
}

/// A secret that is the value of a name: `OPENAI_API_KEY=…`, `"api_key": "…"`.
private enum SecretAssignment {
  private static let names = ["API_KEY", "_TOKEN", "_SECRET", "_PASSWORD", "SECRET_KEY"]
    .map { Array($0.utf8) }

  /// The value after the `=` or `:` at `index`, when the name before it is one of a secret.
  static func value(in bytes: [UInt8], after index: Int) -> Range<Int>? {
    guard let name = name(in: bytes, before: index) else { return nil }
    var start = index + 1
    while start < bytes.count, bytes[start].isOne(of: " \t") { start += 1 }
    let isApart = start > index + 1
    let isQuoted = start < bytes.count && bytes[start].isOne(of: "\"'")
    if isQuoted { start += 1 }
    let value = bytes[min(start, bytes.count)...].prefix(while: isValue)
    guard value.count >= 6 else { return nil }
    if isQuoted { return value.startIndex..<value.endIndex }
    // Unquoted, it must look like a shell's or a file's value, not like an expression of a program.
    let follower = value.endIndex < bytes.count ? bytes[value.endIndex] : UInt8(ascii: " ")
    let isShell = !isApart && !name.contains(where: \.isLowercase)
    guard !follower.isOne(of: "([{"), isShell || value.contains(where: \.isDigit) else {
      return nil
    }
    return value.startIndex..<value.endIndex
  }

  private static func isValue(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte.isOne(of: "_-.~+/=:!@#%^&*?")
  }

  private static func name(in bytes: [UInt8], before index: Int) -> ArraySlice<UInt8>? {
    var end = index
    while end > 0, bytes[end - 1].isOne(of: " \t\"'") { end -= 1 }
    var start = end
    while start > 0, bytes[start - 1].isAlphanumeric || bytes[start - 1] == UInt8(ascii: "_") {
      start -= 1
    }
    let name = bytes[start..<end]
    let upper = name.map(\.uppercased)
    return names.contains { upper.count >= $0.count && upper.suffix($0.count).elementsEqual($0) }
      ? name : nil
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
  fileprivate var isUppercase: Bool { (0x41...0x5A).contains(self) }
  fileprivate var isLowercase: Bool { (0x61...0x7A).contains(self) }
  fileprivate var isAlphanumeric: Bool { isDigit || isUppercase || isLowercase }
  fileprivate var lowercased: UInt8 { isUppercase ? self + 32 : self }
  fileprivate var uppercased: UInt8 { isLowercase ? self - 32 : self }

  fileprivate func isOne(of characters: StaticString) -> Bool {
    characters.withUTF8Buffer { $0.contains(self) }
  }
}
