/// Words for terminals that know no Unicode.
///
/// Verbs write the marks they mean; where these cannot be shown, each is replaced by what reads most
/// like it, and any other character by its code point.
enum ASCIIFallback {
  static func apply(to text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        result += marks[scalar] ?? picture(scalar) ?? codePoint(scalar)
      }
    }
  }

  /// `^[` for the picture of ESC, as terminals echo it.
  private static func picture(_ scalar: Unicode.Scalar) -> String? {
    guard (0x2400...0x241F).contains(scalar.value) else { return nil }
    return Unicode.Scalar(scalar.value - 0x2400 + 0x40).map { "^\(Character($0))" }
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }

  private static let marks: [Unicode.Scalar: String] = [
    "✓": "ok", "✗": "x", "●": "o", "◀": "<", "▶": ">", "★": "*", "›": ">", "·": "-", "⋮": ":",
    "│": "|", "├": "|", "└": "`", "─": "-", "…": "...", "“": "\"", "”": "\"", "‘": "'", "’": "'",
    "→": "->", "×": "x", "≤": "<=", "≥": ">=", "±": "+/-", "–": "-", "—": "-", "−": "-",
    "▁": "_", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#", "░": ".",
    "▍": "|", "␡": "^?",
  ]
}
