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
    shell.settle()
    let echo = try RunningProgram(
      "/bin/sh", ["-c", "stty raw -echo; exec cat"], environment: environment)
    echo.settle()
    var (keys, echoes, wakeUps) = (Samples(), Samples(), Samples())
    var (memory, memoryAfter) = (Samples(), Samples())
    for _ in 0..<bench.rounds * 10 {
      for key in ["s", "\u{7F}"] {
        keys.add(try shell.answerTime(to: key))
        echoes.add(try echo.answerTime(to: "s"))
      }
    }
    memory.add(Double(shell.residentKiB) / 1024)
    // A judge stays after an attempt, and the prompt is as quiet with it.
    shell.send("models use coder sim:1\ruse starter/1\rstep\r")
    shell.settle()
    // Until the deadlines of what was asked at the start have passed.
    sleep(5)
    for _ in 0..<bench.fewRounds {
      let before = shell.contextSwitches
      sleep(2)
      // A thread that has ended meanwhile woke up for that alone.
      let woken = shell.contextSwitches.map { max(0, $1 - (before[$0] ?? 0)) }
      wakeUps.add(Double(woken.reduce(0, +)))
    }
    memoryAfter.add(Double(shell.residentKiB) / 1024)
    return [
      Figure(
        name: "key to first byte through a terminal", samples: keys,
        reference: .init(name: "cat", samples: echoes)),
      Figure(name: "idle wake-ups in 2 s", unit: "wake-ups", samples: wakeUps, target: 0),
      Figure(name: "idle memory", unit: "MiB", samples: memory, target: 40),
      Figure(name: "idle memory after an attempt", unit: "MiB", samples: memoryAfter),
    ]
  }
}
