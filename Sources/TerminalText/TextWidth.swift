/// Columns that text takes on a terminal, counted by graphemes.
///
/// The C library's `wcwidth` knows single scalars only, and nothing at all in the C locale; this
/// table does not depend on the locale. A tab and a newline count as they are shown by
/// `makeHarmless`: they have no width of their own.
package enum TextWidth {
  /// Columns of one grapheme.
  ///
  /// **Shape**: 0 for combining and invisible ones, 2 for CJK and emoji, 1 for most; a control
  /// character counts 0.
  package static func columns(of character: Character) -> Int {
    if let ascii = character.asciiValue { return ascii >= 0x20 && ascii != 0x7F ? 1 : 0 }
    let scalars = character.unicodeScalars
    guard let first = scalars.first, columns(of: first) < 2 else { return 2 }
    // VS16 asks for the emoji form of a narrow character: ☎️, 1️⃣, ❤️‍🔥.
    if scalars.contains("\u{FE0F}") { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// Columns of a text without newlines or escape sequences.
  package static func columns(of text: some StringProtocol) -> Int {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    return isPlain ? text.utf8.count : text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The text cut to at most `width` columns, with `…` as its last character when it was cut.
  package static func truncate(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    var room = width - 1
    let kept = text.prefix { character in
      room -= columns(of: character)
      return room >= 0
    }
    return width > 0 ? kept + "…" : ""
  }

  /// The text followed by spaces up to `width` columns; unchanged when it is that wide already.
  package static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
      // A soft hyphen is a format character that terminals show.
      return scalar.value == 0xAD ? 1 : 0
    default:
      // Hangul vowels and final consonants join the syllable before them.
      if (0x1160...0x11FF).contains(scalar.value) { return 0 }
      return EastAsianWide.contains(scalar) ? 2 : 1
    }
  }
}
