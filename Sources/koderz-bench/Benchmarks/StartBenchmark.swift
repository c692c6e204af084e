import CanonicalJSON
import Experiments

/// How long one waits for the executable, and for its first prompt.
struct StartBenchmark: Benchmark {
  let name = "start"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let workspace = try BenchFiles.makeFolder("start", in: bench.folder)
    _ = try BenchFiles.makeFolder("sessions", in: workspace)
    let data = try BenchFiles.makeFolder("data", in: workspace)
    if let problems = bench.problems {
      let name = problems.split(separator: "/").last.map(String.init) ?? "problems.jsonl"
      try BenchFiles.files.write("\(data)/\(name)", BenchFiles.files.read(problems))
    }
    let state = try BenchFiles.makeFolder(
      "koderz", in: try BenchFiles.makeFolder("state", in: workspace))
    try EditorBenchmark.writeHistory(to: state)
    let environment = [
      "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": workspace,
      "XDG_STATE_HOME": workspace + "/state",
      // Nobody listens there: the look for models must not count.
      "OLLAMA_HOST": "127.0.0.1:9",
    ]
    var (bare, version, echo, prompt) = (Samples(), Samples(), Samples(), Samples())
    // The first round makes the store and fills the page cache.
    for round in 0...bench.rounds * 2 {
      let times = [
        try Stopwatch.lap { try Program.run("/bin/true") }.wallMs,
        try Stopwatch.lap { try Program.run(bench.koderz, ["--version"]) }.wallMs,
        try Program.timeToText("ready", "/bin/echo", ["ready"], environment: environment),
        try Program.timeToText(
          "› ", bench.koderz, ["--workspace", workspace], environment: environment),
      ]
      if round == 0 { continue }
      bare.add(times[0])
      version.add(times[1])
      echo.add(times[2])
      prompt.add(times[3])
    }
    return [
      Figure(
        name: "koderz --version", samples: version,
        reference: .init(name: "/bin/true", samples: bare), target: 12),
      Figure(
        name: "first prompt, 10,000 entries of history", samples: prompt,
        reference: .init(name: "/bin/echo on a terminal", samples: echo), target: 30,
        details: ["problems": .string(bench.problems ?? "starter")]),
    ]
  }
}
