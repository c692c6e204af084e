/// The text with everything made visible that could act on a terminal or mislead its reader.
///
/// Text that a model, a program or a file wrote may hold escape sequences that move the cursor,
/// bidirectional overrides that reorder what is read, and invisible characters. Controls become
/// their pictures (`␛`), the rest its code point (`<U+202E>`). Newline and tab stay as they are.
package func makeHarmless(_ text: some StringProtocol) -> String {
  guard text.unicodeScalars.contains(where: { !$0.isPlain }) else { return String(text) }
  return text.reduce(into: "") { result, character in
    for scalar in character.unicodeScalars {
      if let shown = scalar.visibleForm(in: character) {
        result += shown
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Character {
  /// How the grapheme is shown when it cannot be shown as it is; nil for harmless ones.
  package var visibleForm: String? {
    guard unicodeScalars.contains(where: { !$0.isPlain }) else { return nil }
    let shown = makeHarmless(String(self))
    return shown == String(self) ? nil : shown
  }
}

extension Unicode.Scalar {
  /// Printable ASCII, tab or newline: most text, decided quickly.
  fileprivate var isPlain: Bool { (0x20..<0x7F).contains(value) || value == 0x0A || value == 0x09 }

  fileprivate func visibleForm(in character: Character) -> String? {
    switch value {
    case 0x09, 0x0A: return nil
    case 0..<0x20: return picture
    case 0x7F: return "␡"
    default: return isHidden(in: character) ? codePoint : nil
    }
  }

  /// U+2400 on are pictures of the control characters, in their order.
  private var picture: String {
    Unicode.Scalar(0x2400 + value).map { String(Character($0)) } ?? codePoint
  }

  private var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }

  private func isHidden(in character: Character) -> Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: break
    default: return false
    }
    // Joiners shape emoji and Indic text; tags after a black flag are the flag of a region.
    if value == 0x200C || value == 0x200D { return false }
    if (0xE0020...0xE007F).contains(value) {
      return character.unicodeScalars.first?.value != 0x1F3F4
    }
    return properties.isDefaultIgnorableCodePoint || (0xFFF9...0xFFFB).contains(value)
  }
}
