import Experiments
import Glibc
import LineEditor
import Runs

/// The person's own editor, on a file of their own.
enum ExternalEditor {
  /// Opens a text in `$VISUAL` or `$EDITOR` and returns it as saved.
  static func edit(
    _ console: Console, _ environment: [String: String]
  ) -> @Sendable (_ text: String, _ suffix: String) async throws -> String {
    { text, suffix in
      let named = environment["VISUAL"] ?? environment["EDITOR"] ?? ""
      guard console.capabilities.isInteractive || !named.isEmpty else {
        throw WorkbenchError(
          "there is no terminal for an editor", hint: "--file FILE takes the text from a file")
      }
      let folder = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
      let path = "\(folder)/koderz-\(getpid())-\(UInt32.random(in: 0...UInt32.max))\(suffix)"
      defer { unlink(path) }
      try LocalFiles.files.write(path, Array(text.utf8))
      let command = "\(named.isEmpty ? "vi" : named) '\(path)'"
      let status = console.runProgram(["/bin/sh", "-c", command], environment: environment)
      guard status == 0 else {
        throw WorkbenchError(
          "the editor ended with status \(status), so nothing was changed",
          hint: "check VISUAL and EDITOR, or give the text with --file FILE")
      }
      return String(decoding: try LocalFiles.files.read(path), as: UTF8.self)
    }
  }
}
