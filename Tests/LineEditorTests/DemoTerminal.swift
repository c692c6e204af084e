import TerminalTesting

/// The demo shell on a pseudo-terminal, at its first prompt.
func startDemo(
  _ environment: [String: String] = [:], width: Int = 80, height: Int = 24
) async throws -> Terminal {
  let terminal = try Terminal(
    builtProduct("line-editor-demo"), environment: environment, width: width, height: height)
  try await terminal.seeCursor(in: "demo»", column: 6)
  return terminal
}

/// What the keyboard of an xterm sends.
enum Keys {
  static let up = "\u{1B}[A"
  static let down = "\u{1B}[B"
  static let right = "\u{1B}[C"
  static let left = "\u{1B}[D"
  static let home = "\u{1B}[H"
  static let end = "\u{1B}[F"
  static let delete = "\u{1B}[3~"
  static let wordRight = "\u{1B}[1;5C"
  static let wordLeft = "\u{1B}[1;5D"
  static let backTab = "\u{1B}[Z"
  static let altEnter = "\u{1B}\r"
  static let backspace = "\u{7F}"
  static let enter = "\r"
  static let tab = "\t"
  static let escape = "\u{1B}"

  static func control(_ letter: Character) -> String {
    String(UnicodeScalar((letter.asciiValue ?? 0) & 0x1F))
  }

  static func paste(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }
}
