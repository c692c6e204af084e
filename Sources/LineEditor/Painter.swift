/// Turns frames into the bytes that make a terminal show them.
///
/// While a line is edited this is the only writer of cursor motion, and it alone knows where the
/// block starts. It rewrites changed rows only.
struct Painter {
  private(set) var width: Int
  private(set) var height: Int
  private let usesColour: Bool

  /// Rows on the terminal now, with their escape sequences.
  private var shown: [String] = []
  /// The row of the block that holds the terminal's cursor.
  private var cursorRow = 0
  private var lastFrame: Frame?

  init(width: Int = 80, height: Int = 24, usesColour: Bool) {
    self.width = width
    self.height = height
    self.usesColour = usesColour
  }

  /// Bytes that turn what is shown into the frame.
  mutating func paint(_ frame: Frame) -> String {
    lastFrame = frame
    let layout = Layout(frame, width: width, usesColour: usesColour)
    var rows = layout.rows
    var cursor = layout.cursor.row
    if rows.count > height {
      // Taller than the terminal: show the window that holds the cursor.
      let top = min(max(0, cursor - height / 2), rows.count - height)
      rows = Array(rows[top..<top + height])
      cursor -= top
    }
    var output = rewrite(rows)
    if shown.count > rows.count { output += move(to: rows.count) + "\r" + ANSI.eraseBelow }
    output += move(to: cursor) + "\r" + layout.cursor.prefix
    shown = rows.map(\.text)
    return output
  }

  private mutating func rewrite(_ rows: [Layout.Row]) -> String {
    var output = ""
    for (index, row) in rows.enumerated() where needsWriting(row, at: index) {
      if index > 0 && index >= shown.count {
        output += move(to: index - 1)
        // The terminal itself wraps a full row: it then knows that the rows belong together.
        output += rows[index - 1].isWrapped && row.width > 0 ? row.text : "\r\n" + row.text
        cursorRow = index
      } else {
        output += move(to: index) + "\r" + row.text
      }
      if row.width < width { output += ANSI.eraseToEndOfRow }
    }
    return output
  }

  private func needsWriting(_ row: Layout.Row, at index: Int) -> Bool {
    if index >= shown.count || shown[index] != row.text { return true }
    // The next row is new and follows by wrapping, so the cursor must come from this row's end.
    return row.isWrapped && index + 1 >= shown.count
  }

  private mutating func move(to row: Int) -> String {
    defer { cursorRow = row }
    return row < cursorRow
      ? ANSI.up(cursorRow - row) : String(repeating: "\n", count: row - cursorRow)
  }

  /// The block as it stays in the scrollback: every row, even those that never fitted the screen.
  mutating func commit(_ frame: Frame) -> String {
    let rows = Layout(frame, width: width, usesColour: usesColour).rows
    guard rows.count > height else { return paint(frame) + leave() }
    var output = erase()
    for (index, row) in rows.enumerated() {
      let flowsOn = row.isWrapped && index + 1 < rows.count && rows[index + 1].width > 0
      output += row.text + (flowsOn ? "" : "\r\n")
    }
    lastFrame = nil
    return output
  }

  /// Leaves the block for good: the cursor on a fresh row under it, nothing remembered.
  mutating func leave() -> String {
    let down = max(0, shown.count - 1 - cursorRow)
    forget()
    lastFrame = nil
    return (down > 0 ? ANSI.down(down) : "") + "\r\n"
  }

  /// Takes the block off the screen, with the cursor where it began.
  mutating func erase() -> String {
    let up = cursorRow
    forget()
    return (up > 0 ? ANSI.up(up) : "") + "\r" + ANSI.eraseBelow
  }

  /// Somebody else drew on the screen: the next frame starts where the cursor is.
  mutating func forget() {
    shown = []
    cursorRow = 0
  }

  /// The terminal changed its size and, as most do, reflowed what was wrapped: finds the block's top
  /// again and takes the block off the screen.
  mutating func resize(width newWidth: Int, height newHeight: Int) -> String {
    if let lastFrame, !shown.isEmpty {
      cursorRow = Layout(lastFrame, width: newWidth, usesColour: usesColour).cursor.row
    }
    width = newWidth
    height = newHeight
    cursorRow = min(cursorRow, newHeight - 1)
    return erase()
  }
}
