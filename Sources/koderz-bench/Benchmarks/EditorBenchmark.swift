import CanonicalJSON
import Experiments
import Shell

/// How soon a key, a paste and Tab are painted; how soon koderz answers a key; what it takes idle.
struct EditorBenchmark: Benchmark {
  let name = "editor"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let state = try BenchFiles.makeFolder(
      "koderz", in: try BenchFiles.makeFolder("editor", in: bench.folder))
    try Self.writeHistory(to: state)
    return try await paints(bench, historyPath: state + "/history")
      + IdleShell.figures(bench, stateFolder: bench.folder + "/editor")
  }

  /// Writes a history file of 10,000 entries.
  static func writeHistory(to folder: String) throws {
    let lines = (0..<10_000).map { "step \($0 % 97) --seed \($0)\n" }
    try BenchFiles.files.write(folder + "/history", Array(lines.joined().utf8))
  }

  private func paints(_ bench: BenchContext, historyPath: String) async throws -> [Figure] {
    let names = try await CompletionBenchmark.names(bench)
    let editor = try await EditorOnTerminal.start(
      historyPath: historyPath, complete: names.completion(before:))
    var (key, paste, menu) = (Samples(), Samples(), Samples())
    let pasted = (1...3000).map { "a line \($0)" }.joined(separator: "\r")
    for _ in 0..<bench.rounds {
      for character in "step 3 and then something else, slowly" {
        key.add(editor.paintTime(of: String(character)))
      }
      for _ in 0..<20 { key.add(editor.paintTime(of: "\u{7F}")) }
      editor.dropLine()
      paste.add(editor.paintTime(ofPasted: pasted))
      editor.dropLine()
      // The first takes over what all names begin with, the second lists them.
      editor.type("use ")
      menu.add(editor.paintTime(of: "\t"))
      menu.add(editor.paintTime(of: "\t"))
      editor.dropLine()
    }
    await editor.stop()
    return [
      Figure(
        name: "key decoded to bytes written, 10,000 entries", samples: key, target: 0.1,
        details: [
          "p99": .number(key.p99.rounded), "p99Target": 0.5, "p99IsMet": .bool(key.p99 <= 0.5),
        ]),
      Figure(name: "paste of 3,000 lines painted", samples: paste, target: 15),
      Figure(name: "Tab over 10,000 candidates painted", samples: menu, target: 10),
    ]
  }
}
