import Glibc
import LineEditor

/// The line editor in this process, on a terminal in the place of the standard streams.
struct EditorOnTerminal {
  private let terminal: PseudoTerminal
  private let streams: (input: Int32, output: Int32)
  /// Each paint's nanoseconds come out of this end of a pipe.
  private let times: Int32
  private let reading: Task<Void, Never>

  /// At its prompt.
  static func start(
    historyPath: String, complete: @escaping @Sendable (String) -> Completion
  ) async throws -> EditorOnTerminal {
    let terminal = try PseudoTerminal()
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw BenchError("no pipe can be had") }
    let streams = (dup(STDIN_FILENO), dup(STDOUT_FILENO))
    dup2(terminal.slave, STDIN_FILENO)
    dup2(terminal.slave, STDOUT_FILENO)
    var hooks = EditorHooks(complete: complete)
    hooks.painted = { [into = ends[1]] time in
      var nanoseconds = Int64(time / .nanoseconds(1))
      _ = write(into, &nanoseconds, 8)
    }
    let console = Console(
      capabilities: TerminalCapabilities(
        canEdit: true, canDraw: true, usesColour: true, isInteractive: true))
    let reader = await EditingLineReader.start(
      console: console, settings: EditorSettings(program: "bench", environment: [:]),
      hooks: hooks, historyFile: HistoryFile(path: historyPath))
    guard let reader else { throw BenchError("no line can be edited here") }
    let reading = Task {
      while case .interrupted = await reader.readLine(prompt: "bench › ") {}
      console.restoreTerminal()
    }
    return EditorOnTerminal(
      terminal: terminal, streams: streams, times: ends[0], reading: reading)
  }

  /// Milliseconds from the decoding of the keys' first bytes to the end of the write that paints
  /// them.
  func paintTime(of keys: String) -> Double {
    terminal.send(keys)
    return nextTime()
  }

  /// The paste is in the line; a paste comes in several reads.
  func paintTime(ofPasted text: String) -> Double {
    terminal.send("\u{1B}[200~" + text + "\u{1B}[201~")
    var time = nextTime()
    var poller = pollfd(fd: times, events: Int16(POLLIN), revents: 0)
    while poll(&poller, 1, 100) == 1 { time += nextTime() }
    return time
  }

  private func nextTime() -> Double {
    var nanoseconds: Int64 = 0
    _ = read(times, &nanoseconds, 8)
    return Double(nanoseconds) / 1_000_000
  }

  /// Types keys that nobody measures.
  func type(_ keys: String) { for key in keys { _ = paintTime(of: String(key)) } }

  func dropLine() { _ = paintTime(of: "\u{3}") }

  /// Ends the editor and gives the standard streams back.
  func stop() async {
    terminal.send("\u{4}")
    await reading.value
    dup2(streams.input, STDIN_FILENO)
    dup2(streams.output, STDOUT_FILENO)
  }
}
