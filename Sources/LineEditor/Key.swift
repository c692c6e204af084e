/// Keys that have no character of their own, as libedit sees them.
///
/// libedit looks a key up in a map of 256 entries. Nobody types C1 controls in UTF-8, so U+0080 to
/// U+009F are free to stand for arrows, a paste and the like; `EL_BIND` gives each its function, in
/// vi insert mode as well.
enum Key: UInt32, CaseIterable {
  case paste = 0x80
  case up, down, left, right, home, end, delete
  /// Not typed, in vi mode only: reach functions of libedit that ours begin or end with.
  case endOfLine, startOfText, repeatChange, insertMode
  /// Not typed, in emacs mode only: as those above.
  case deleteWordLeft, deleteWordRight
  case wordLeft = 0x90
  case wordRight, backTab, insertNewline, deleteWord
  /// Not typed: reach functions of libedit that ours end with.
  case accept, nextWord

  /// Free for the sequences that the user's editrc binds, taken from the end.
  static let userKeys: ClosedRange<UInt32> = 0x97...0x9F

  /// As `EL_BIND` reads it: a backslash and octal digits.
  var bindName: String { Key.bindName(of: rawValue) }

  static func bindName(of scalar: UInt32) -> String { "\\" + String(scalar, radix: 8) }
}

/// ASCII controls that the editor handles by name.
enum Control {
  static let g: UInt32 = 0x07
  static let backspace: UInt32 = 0x08
  static let tab: UInt32 = 0x09
  static let newline: UInt32 = 0x0A
  static let carriageReturn: UInt32 = 0x0D
  static let r: UInt32 = 0x12
  static let s: UInt32 = 0x13
  static let escape: UInt32 = 0x1B
  static let delete: UInt32 = 0x7F
}

/// One thing the user did, ready for libedit.
enum KeyEvent: Equatable {
  /// A character or a `Key`.
  case scalar(UInt32)
  /// A bracketed paste; libedit sees `Key.paste`.
  case paste(String)
  /// Ctrl-C: the line that the keys before it made is dropped.
  case interrupt
}
