internal import LineEditor
import TerminalText

/// The screen that a program's output makes: as much of a terminal as a line editor needs.
///
/// Scalars that form one grapheme share a cell, as on terminals that cluster graphemes.
package struct VirtualScreen {
  /// Columns.
  package private(set) var width: Int
  /// Rows.
  package private(set) var height: Int
  /// The column of the cursor, counted from 0 at the left.
  package private(set) var x = 0
  /// The row of the cursor, counted from 0 at the top.
  package private(set) var y = 0
  /// Whether a paste comes between marks (mode 2004).
  package private(set) var isPasteBracketed = false
  /// Whether the cursor is shown (mode 25).
  package private(set) var isCursorShown = true
  /// How many times the bell rang.
  package private(set) var bells = 0
  /// Rows of graphemes; the second cell of a wide one is empty.
  private var cells: [[String]]
  /// The cursor is past the last column: the next character wraps.
  private var isWrapPending = false
  private var pending: [UInt8] = []

  /// An empty screen with the cursor at its top left.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
    cells = Array(repeating: VirtualScreen.blankRow(width), count: height)
  }

  /// The rows without the blanks at their ends.
  package var lines: [String] {
    cells.map { row in
      let end = row.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
      return row[..<end].joined()
    }
  }

  /// The rows, joined with newlines.
  package var text: String { lines.joined(separator: "\n") }

  /// The row of the cursor.
  package var cursorLine: String { lines[y] }

  /// The rows with a mark at the cursor's, for failure messages.
  package var dump: String {
    let rows = lines.enumerated().map { "\($0 == y ? ">" : "|")\($1)" }
    return rows.joined(separator: "\n") + "\ncursor at \(x),\(y)"
  }

  /// Changes the size; rows and columns that no longer fit are cut off.
  package mutating func resize(width newWidth: Int, height newHeight: Int) {
    let dropped = max(0, y - newHeight + 1)
    cells = cells.dropFirst(dropped).prefix(newHeight).map { row in
      Array(row.prefix(newWidth)) + VirtualScreen.blankRow(max(0, newWidth - row.count))
    }
    while cells.count < newHeight { cells.append(VirtualScreen.blankRow(newWidth)) }
    width = newWidth
    height = newHeight
    x = min(x, newWidth - 1)
    y -= dropped
    isWrapPending = false
  }

  /// Shows what a program writes; an escape sequence may come in pieces.
  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    var position = 0
    while position < pending.count {
      let used = take(at: position)
      guard used > 0 else { break }
      position += used
    }
    pending.removeFirst(position)
  }

  /// Returns how many bytes were used; 0 when more are needed.
  private mutating func take(at position: Int) -> Int {
    let byte = pending[position]
    if byte == 0x1B { return takeEscape(at: position) }
    if byte < 0x20 || byte == 0x7F {
      control(byte)
      return 1
    }
    let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    guard position + length <= pending.count else { return 0 }
    let text = String(decoding: pending[position..<position + length], as: UTF8.self)
    for scalar in text.unicodeScalars { put(scalar) }
    return length
  }

  private mutating func takeEscape(at position: Int) -> Int {
    guard position + 1 < pending.count else { return 0 }
    guard pending[position + 1] == UInt8(ascii: "[") else { return 2 }
    let parameters = pending[(position + 2)...]
    guard let end = parameters.firstIndex(where: { (0x40...0x7E).contains($0) }) else { return 0 }
    perform(pending[end], String(decoding: parameters[..<end], as: UTF8.self))
    return end + 1 - position
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if join(scalar) { return }
    let columns = TextWidth.columns(of: Character(scalar))
    if isWrapPending || x + columns > width {
      x = 0
      lineFeed()
    }
    guard x + columns <= width else { return }
    set(String(Character(scalar)), columns: columns, at: x)
    advance(to: x + columns)
  }

  /// Adds the scalar to the grapheme before the cursor, if it belongs there.
  private mutating func join(_ scalar: Unicode.Scalar) -> Bool {
    var column = isWrapPending ? x : x - 1
    while column > 0, cells[y][column].isEmpty { column -= 1 }
    guard column >= 0 else { return false }
    let joined = cells[y][column] + String(Character(scalar))
    guard joined.count == 1, let character = joined.first else { return false }
    let columns = min(TextWidth.columns(of: character), width - column)
    set(joined, columns: columns, at: column)
    advance(to: column + columns)
    return true
  }

  private mutating func set(_ text: String, columns: Int, at column: Int) {
    cells[y][column] = text
    for follower in 1..<max(1, columns) { cells[y][column + follower] = "" }
  }

  private mutating func advance(to column: Int) {
    isWrapPending = column >= width
    x = min(column, width - 1)
  }

  private mutating func lineFeed() {
    isWrapPending = false
    if y < height - 1 {
      y += 1
    } else {
      cells.removeFirst()
      cells.append(VirtualScreen.blankRow(width))
    }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x07: bells += 1
    case 0x08: move(toX: x - 1, y: y)
    case 0x09: move(toX: (x / 8 + 1) * 8, y: y)
    case 0x0A: lineFeed()
    case 0x0D: move(toX: 0, y: y)
    default: break
    }
  }

  private mutating func perform(_ final: UInt8, _ parameters: String) {
    if parameters.hasPrefix("?") { return setMode(parameters, isOn: final == UInt8(ascii: "h")) }
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0) ?? 0 }
    let first = numbers.first ?? 0
    let count = max(1, first)
    switch Character(Unicode.Scalar(final)) {
    case "A": move(toX: x, y: y - count)
    case "B": move(toX: x, y: y + count)
    case "C": move(toX: x + count, y: y)
    case "D": move(toX: x - count, y: y)
    case "H": move(toX: (numbers.count > 1 ? max(1, numbers[1]) : 1) - 1, y: count - 1)
    case "K": eraseInRow(first)
    case "J": eraseInScreen(first)
    default: break  // colours and modes do not show
    }
  }

  private mutating func setMode(_ parameters: String, isOn: Bool) {
    switch parameters {
    case "?25": isCursorShown = isOn
    case "?2004": isPasteBracketed = isOn
    default: break
    }
  }

  private mutating func move(toX newX: Int, y newY: Int) {
    x = min(max(0, newX), width - 1)
    y = min(max(0, newY), height - 1)
    isWrapPending = false
  }

  private mutating func eraseInRow(_ mode: Int) {
    for column in (mode == 0 ? x : 0)..<(mode == 1 ? x + 1 : width) { cells[y][column] = " " }
  }

  private mutating func eraseInScreen(_ mode: Int) {
    if mode == 0 { eraseInRow(0) }
    for row in (mode == 0 ? y + 1 : 0)..<height { cells[row] = VirtualScreen.blankRow(width) }
  }

  private static func blankRow(_ width: Int) -> [String] { Array(repeating: " ", count: width) }
}
