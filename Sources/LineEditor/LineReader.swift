/// Where the lines of a session come from: a terminal, a pipe, a script.
package protocol LineReader: Sendable {
  /// The next input, once somebody has entered it.
  ///
  /// **Effects**: suspends until there is one; shows the prompt if somebody is there to see it.
  func readLine(prompt: Prompt) async -> ReadResult
}

/// How reading one input ended.
package enum ReadResult: Sendable, Equatable {
  /// An input, without its last newline; several lines when it was continued or pasted.
  case line(String)
  /// Ctrl-C: the line was dropped. Reading again is fine.
  case interrupted
  /// Ctrl-D on an empty line, the end of the pipe, or a terminal that went away.
  case endOfInput
  /// SIGTERM, SIGHUP, SIGQUIT or a second Ctrl-C: leave with 128 + the signal's number.
  case terminated(signal: Int32)
}
