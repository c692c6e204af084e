internal import Glibc

/// Ctrl-X Ctrl-E, or `v` in vi command mode: the input in an editor of the user's choice.
extension EditingLineReader {
  func editExternally() -> EditResult {
    guard let path = makeTemporaryFile(with: libedit.buffer.text + "\n") else {
      message = "cannot make a file in \(settings.temporaryDirectory)"
      return .beep
    }
    defer { unlink(path) }
    write(painter.erase() + ANSI.bracketedPasteOff)
    let status = console.runProgram(
      ["/bin/sh", "-c", settings.externalEditor + " \"$1\"", "sh", path],
      environment: settings.environment)
    measure()
    write(ANSI.bracketedPasteOn)
    console.discardInterrupts()
    guard status == 0, let bytes = readFile(path) else {
      message = "\(settings.externalEditor) ended with status \(status)"
      return .beep
    }
    var text = String(decoding: bytes, as: UTF8.self).withPlainNewlines
    if text.hasSuffix("\n") { text.removeLast() }
    libedit.replace(with: LineBuffer(text: text, cursor: text.count))
    return .changed
  }

  /// A new file that only this user can read.
  private func makeTemporaryFile(with text: String) -> String? {
    var template = Array((settings.temporaryDirectory + "/input-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    writeAll(descriptor, text)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
