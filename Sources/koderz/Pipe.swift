import Experiments
import Glibc
import LineEditor

/// Hands the output of a verb to a command of the system's shell.
enum Pipe {
  /// Runs a command on the terminal with a text as its standard input.
  ///
  /// The text is in a file that has no name any more when the command reads it: the command may stop
  /// reading whenever it wants, and a pager has the terminal for its keys.
  static func run(
    _ console: Console, _ environment: [String: String]
  ) -> @Sendable (_ command: String, _ text: String) async throws -> Int {
    { command, text in
      let folder = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
      var template = Array("\(folder)/koderz-XXXXXX".utf8CString)
      let descriptor = mkstemp(&template)
      let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard descriptor >= 0 else {
        throw FileError(path: path, reason: String(cString: strerror(errno)))
      }
      close(descriptor)
      defer { unlink(path) }
      try LocalFiles.files.write(path, Array(text.utf8))
      // On lines of their own, so that nothing in the command can hide what comes before it.
      let script = "exec <\"$1\"\nrm -f \"$1\"; set --\n\(command)"
      return Int(
        console.runProgram(["/bin/sh", "-c", script, "sh", path], environment: environment))
    }
  }
}
