internal import Foundation

/// A program that ran without a terminal, on pipes, from its start to its end.
package struct PipedProgram: Sendable, Equatable {
  /// What it wrote to standard output.
  package var output: String
  /// What it wrote to standard error.
  package var error: String
  /// As a shell counts it, 128 + n for a signal.
  package var status: Int32

  /// Runs the program with the text as its standard input, and waits for its end.
  ///
  /// - Throws: `TerminalFailure` when the program cannot be started.
  package static func run(
    _ program: String, arguments: [String] = [], input: String,
    environment: [String: String] = [:]
  ) async throws(TerminalFailure) -> PipedProgram {
    let files = TemporaryFiles()
    files.write(input, to: "input")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let create = O_WRONLY | O_CREAT
    posix_spawn_file_actions_addopen(&actions, 0, files.path(of: "input"), O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, files.path(of: "output"), create, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, files.path(of: "error"), create, 0o600)
    var variables = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
    variables.merge(environment) { $1 }
    var child: Int32 = 0
    let error = withCStrings([program] + arguments) { arguments in
      withCStrings(variables.map { "\($0)=\($1)" }) { variables in
        posix_spawn(&child, program, &actions, nil, arguments, variables)
      }
    }
    guard error == 0 else {
      throw TerminalFailure("cannot start \(program): \(String(cString: strerror(error)))")
    }
    let status = await endStatus(of: child)
    return PipedProgram(
      output: files.read("output"), error: files.read("error"),
      status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F))
  }

  /// Waits on a thread of its own, so that no other test waits with this one.
  private static func endStatus(of child: Int32) async -> Int32 {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        continuation.resume(returning: status)
      }
    }
  }
}
