/// The sequences that terminals send for keys, without their ESC.
///
/// **Source**: xterm's ctlseqs, https://invisible-island.net/xterm/ctlseqs/ctlseqs.html; CSI-u,
/// https://www.leonerd.org.uk/hacks/fixterms/
enum EscapeSequence {
  static let keys: [String: Key] = [
    "[A": .up, "OA": .up,
    "[B": .down, "OB": .down,
    "[C": .right, "OC": .right,
    "[D": .left, "OD": .left,
    "[H": .home, "OH": .home, "[1~": .home, "[7~": .home,
    "[F": .end, "OF": .end, "[4~": .end, "[8~": .end,
    "[3~": .delete,
    "[1;5C": .wordRight, "[1;3C": .wordRight, "[5C": .wordRight,
    "[1;5D": .wordLeft, "[1;3D": .wordLeft, "[5D": .wordLeft,
    "[3;5~": .deleteWord, "[3;3~": .deleteWord,
    "[Z": .backTab,
    // Shift-, Alt- and Ctrl-Enter.
    "[13;2u": .insertNewline, "[13;3u": .insertNewline, "[13;5u": .insertNewline,
    "[27;2;13~": .insertNewline,
  ]

  static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Where the mark that ends a paste begins.
  static func endOfPaste(in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= pasteEnd.count else { return nil }
    return (bytes.startIndex...bytes.endIndex - pasteEnd.count).first { start in
      bytes[start] == 0x1B && bytes[start..<start + pasteEnd.count].elementsEqual(pasteEnd)
    }
  }
}
