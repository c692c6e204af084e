/// The escape sequences that are written to terminals (ECMA-48, and xterm's bracketed paste).
enum ANSI {
  static let eraseBelow = "\u{1B}[J"
  static let eraseToEndOfRow = "\u{1B}[K"
  static let clearScreen = "\u{1B}[H\u{1B}[2J"
  static let bracketedPasteOn = "\u{1B}[?2004h"
  static let bracketedPasteOff = "\u{1B}[?2004l"
  static let plain = "\u{1B}[0m"

  static func up(_ rows: Int) -> String { "\u{1B}[\(rows)A" }
  static func down(_ rows: Int) -> String { "\u{1B}[\(rows)B" }
  static func right(_ columns: Int) -> String { columns > 0 ? "\u{1B}[\(columns)C" : "" }
}
