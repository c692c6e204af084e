import CPseudoTerminal
import Experiments
import Glibc

/// koderz at its prompt: how soon it answers a key, how often it wakes up, what it holds.
enum IdleShell {
  static func figures(_ bench: BenchContext, stateFolder: String) throws -> [Figure] {
    let environment = [
      "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": bench.folder,
      "XDG_STATE_HOME": stateFolder, "OLLAMA_HOST": "127.0.0.1:9",
      "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_API_KEY": "unused",
      "ANTHROPIC_BASE_URL": "http://127.0.0.1:9", "ANTHROPIC_API_KEY": "unused",
    ]
    let shell = try RunningProgram(
      bench.koderz, ["--workspace", bench.folder + "/idle"], environment: environment)
    try shell.settle()
    let echo = try RunningProgram(
      "/bin/sh", ["-c", "stty raw -echo; exec cat"], environment: environment)
    try echo.settle()
    var (keys, echoes, memory, wakeUps) = (Samples(), Samples(), Samples(), Samples())
    for _ in 0..<bench.rounds * 10 {
      for key in ["s", "\u{7F}"] {
        keys.add(try shell.answerTime(to: key))
        echoes.add(try echo.answerTime(to: "s"))
      }
    }
    for _ in 0..<bench.fewRounds {
      usleep(500_000)
      let before = shell.contextSwitches
      sleep(2)
      wakeUps.add(Double(shell.contextSwitches - before))
    }
    memory.add(Double(shell.residentKiB) / 1024)
    return [
      Figure(
        name: "key to first byte through a terminal", samples: keys,
        reference: .init(name: "cat", samples: echoes)),
      // libdispatch looks after its threads once a second in every program that runs a task
      // (_dispatch_workq_monitor_pools); none may come to these two.
      Figure(name: "idle wake-ups in 2 s", unit: "wake-ups", samples: wakeUps, target: 2),
      Figure(name: "idle memory", unit: "MiB", samples: memory, target: 40),
    ]
  }
}

/// A program on a terminal, killed when it is let go.
private final class RunningProgram {
  private let terminal: Int32
  private let processID: pid_t

  init(_ path: String, _ arguments: [String], environment: [String: String]) throws {
    var child: pid_t = 0
    terminal = withCStrings([path] + arguments) { arguments in
      withCStrings(environment.map { "\($0)=\($1)" }) { variables in
        pty_spawn(path, arguments, variables, 100, 30, &child)
      }
    }
    processID = child
    guard terminal >= 0 else { throw BenchError("\(path) cannot be started") }
  }

  deinit {
    kill(processID, SIGKILL)
    waitpid(processID, nil, 0)
    close(terminal)
  }

  /// Until it has said nothing for a second.
  func settle() throws { while wait(milliseconds: 1000) { drain() } }

  /// Milliseconds from a key to the first byte that answers it.
  func answerTime(to key: String) throws -> Double {
    let time = try Stopwatch.lap {
      _ = write(terminal, key, key.utf8.count)
      guard wait(milliseconds: 5000) else { throw BenchError("a key was not answered") }
    }.wallMs
    drain()
    while wait(milliseconds: 2) { drain() }
    return time
  }

  private func wait(milliseconds: Int32) -> Bool {
    var poller = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    return poll(&poller, 1, milliseconds) == 1 && poller.revents & Int16(POLLIN) != 0
  }

  private func drain() {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while read(terminal, &chunk, chunk.count) > 0 {}
  }

  /// Of all its threads, since they began.
  var contextSwitches: Int {
    let tasks = "/proc/\(processID)/task"
    return BenchFiles.files.list(tasks).reduce(0) {
      $0 + number("voluntary_ctxt_switches:", in: "\(tasks)/\($1)/status")
    }
  }

  var residentKiB: Int { number("VmRSS:", in: "/proc/\(processID)/status") }

  private func number(_ name: String, in path: String) -> Int {
    guard let bytes = try? BenchFiles.files.read(path) else { return 0 }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(name) }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
  }
}
