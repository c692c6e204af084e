internal import CEditline
internal import CTerminal
internal import Glibc

/// libedit as an editing engine: keymaps, kill and yank, motions, vi operators, editrc.
///
/// It gets its keys from us, paints into a sink and sets modes on a terminal of its own, so that it
/// never touches the real one.
struct Libedit {
  let pointer: OpaquePointer

  /// Nil when there is no private terminal or libedit does not start.
  init?(program: String) {
    // As large as no real terminal is: libedit has nothing to scroll or wrap.
    let terminal = ct_private_terminal(STDIN_FILENO, 500, 100)
    guard terminal >= 0, let sink = ct_sink_open(),
      let pointer = el_init_fd(program, cel_stdin(), sink, sink, terminal, terminal, STDERR_FILENO)
    else { return nil }
    self.pointer = pointer
    _ = cel_set_int(pointer, EL_SIGNAL, 0)
    _ = cel_set_no_prompt(pointer)
  }

  /// How many times the bell rang since the last call.
  static func takeBells() -> Int { Int(ct_sink_take_bells()) }

  /// False after `edit off` in the editrc.
  var isEnabled: Bool { cel_get_int(pointer, EL_EDITMODE) != 0 }

  // MARK: Keymaps

  var keymap: Keymap {
    get { cel_keymap(pointer).flatMap { Keymap(rawValue: String(cString: $0)) } ?? .emacs }
    nonmutating set { _ = cel_set_keymap(pointer, newValue.rawValue) }
  }

  func bind(_ key: String, to function: String) { _ = cel_bind(pointer, key, function) }

  /// Binds in vi command mode.
  func bindAlternate(_ key: String, to function: String) {
    _ = cel_bind_alternate(pointer, key, function)
  }

  /// Runs one line of an editrc.
  func parse(_ words: [String]) {
    withCStrings(words) { pointers in
      var arguments = pointers.map { UnsafePointer($0) }
      _ = el_parse(pointer, Int32(words.count), &arguments)
    }
  }

  // MARK: Reading

  /// Reads a line with the keys that our key source gives; nil when the source failed.
  func readLine() -> String? {
    var count: Int32 = 0
    guard let line = el_wgets(pointer, &count), count > 0 else { return nil }
    let text = string(line, count: Int(count))
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// The next key, for a function that handles keys itself; nil when reading ends.
  func nextKey() -> UInt32? {
    var key: wchar_t = 0
    return el_wgetc(pointer, &key) == 1 ? UInt32(bitPattern: key) : nil
  }

  /// Gives libedit a key before those of the terminal, and behind the rest of a macro that it runs.
  func push(_ key: Key) { el_wpush(pointer, [wchar_t(bitPattern: key.rawValue), 0]) }

  // MARK: The line

  var buffer: LineBuffer {
    cel_repair_cursor(pointer)
    let line = el_wline(pointer).pointee
    guard let start = line.buffer else { return LineBuffer() }
    let text = string(start, count: line.lastchar - start)
    let cursor = text.unicodeScalars.index(text.startIndex, offsetBy: line.cursor - start)
    return LineBuffer(text: text, cursor: text.distance(from: text.startIndex, to: cursor))
  }

  private var scalarCursor: Int {
    let line = el_wline(pointer).pointee
    return line.buffer.map { line.cursor - $0 } ?? 0
  }

  /// libedit moves by scalar: never lets the cursor rest inside a grapheme.
  func alignCursor() { move(in: buffer) }

  func replace(with buffer: LineBuffer) {
    let text = buffer.text.withPlainNewlines
    cel_set_line(pointer, wideString(text), Int32(buffer.scalarOffset(of: buffer.cursor)))
  }

  /// Puts the cursor where the buffer has it; the text is the same.
  func move(in buffer: LineBuffer) {
    let distance = buffer.scalarOffset(of: buffer.cursor) - scalarCursor
    if distance != 0 { _ = el_cursor(pointer, Int32(distance)) }
  }

  func insert(_ text: String) {
    if !text.isEmpty { _ = el_winsertstr(pointer, wideString(text.withPlainNewlines)) }
  }
}

/// The two ways of editing that libedit knows.
package enum Keymap: String, Sendable { case emacs, vi }

private func wideString(_ text: String) -> [wchar_t] {
  text.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
}

private func string(_ start: UnsafePointer<wchar_t>, count: Int) -> String {
  let characters = UnsafeBufferPointer(start: start, count: count)
  return String(unsafeUninitializedCapacity: 4 * count) { bytes in
    var end = 0
    for character in characters {
      let scalar = Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}"
      for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        bytes[end] = unit
        end += 1
      }
    }
    return end
  }
}
