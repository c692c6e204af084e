internal import Glibc
import TerminalText

/// Why a stream takes nothing any more.
package enum OutputFailure: Sendable, Hashable {
  /// It has no reader any more: that ended, or the terminal was hung up.
  case readerGone
  /// The system's reason: `No space left on device`.
  case failed(String)

  init(_ code: Int32, of descriptor: Int32) {
    var info = stat()
    let isDevice = fstat(descriptor, &info) == 0 && info.st_mode & S_IFMT == S_IFCHR
    let isHungUp = code == EIO && isDevice
    self = code == EPIPE || isHungUp ? .readerGone : .failed(String(cString: strerror(code)))
  }
}

/// What stands on the terminal while no line is edited: the output's last row and a status line.
///
/// The terminal's cursor always stays at the end of the output, so that everything below it is ours
/// to erase.
struct ConsoleScreen {
  /// Where the next character of the output goes.
  ///
  /// **Shape**: columns since the last newline, also past the terminal's width.
  var column = 0
  /// Why standard output takes nothing any more; nil as long as it does.
  private(set) var failure: OutputFailure?
  private var status: [String]?

  mutating func emit(_ text: String, to stream: OutputStream) {
    eraseStatus()
    if !writeAll(stream.descriptor, text), stream == .output, failure == nil {
      failure = OutputFailure(errno, of: stream.descriptor)
    }
    guard stream == .output || isatty(stream.descriptor) == 1 else { return }
    if let newline = text.utf8.lastIndex(of: UInt8(ascii: "\n")) {
      column = visibleColumns(text[text.utf8.index(after: newline)...])
    } else {
      column += visibleColumns(text[...])
    }
  }

  /// Draws the status below the output, or beside nothing when the output ends with a newline; each
  /// row is cut at the width.
  mutating func showStatus(_ rows: [[StyledSpan]], width: Int, usesColour: Bool) {
    let layout = Layout(Frame(below: rows), width: width - 1, usesColour: usesColour)
    let lines = layout.rows.dropFirst().map(\.text)
    guard !lines.isEmpty, lines != status else { return }
    let offset = column % width
    // A cursor past the last column cannot be put back there: no status then.
    guard column == 0 || offset > 0 else { return }
    let erase = status == nil ? "" : ANSI.eraseBelow
    status = lines
    let text = lines.joined(separator: "\r\n")
    let up = column == 0 ? lines.count - 1 : lines.count
    let show =
      (column == 0 ? text : "\r\n" + text) + (up > 0 ? ANSI.up(up) : "") + "\r"
      + (column == 0 ? "" : ANSI.right(offset))
    writeAll(STDOUT_FILENO, erase + show)
  }

  mutating func eraseStatus() {
    guard status != nil else { return }
    status = nil
    writeAll(STDOUT_FILENO, ANSI.eraseBelow)
  }

  /// Columns without the escape sequences for colours.
  private func visibleColumns(_ text: Substring) -> Int {
    var isEscape = false
    return text.reduce(into: 0) { columns, character in
      if character == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        isEscape = character == "[" || character == ";" || character.isNumber
      } else {
        columns += TextWidth.columns(of: character)
      }
    }
  }
}
