import LineEditor

/// One line of the demo, as a command.
struct DemoCommand: Sendable {
  private let line: String
  private let words: [String]
  private let console: Console

  init(_ line: String, console: Console) {
    self.line = line
    self.console = console
    words = line.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private var argument: String { words.dropFirst().first ?? "" }

  var exitStatus: Int32? { words.first == "exit" ? Int32(argument) ?? 0 : nil }

  func run() async {
    switch words.first {
    case "sleep": await sleep()
    case "spin": await spin()
    case "notice": postNotices()
    case "status": showStatus()
    case "partial": console.print("no newline", terminator: "")
    case "crash": fatalError("as asked")
    case "sh":
      _ = console.runProgram(
        ["/bin/sh", "-c", words.dropFirst().joined(separator: " ")],
        environment: ["PATH": "/usr/bin:/bin"])
    case nil: break
    default:
      console.print(
        "got \(line.count) characters: \(line.split(separator: "\n").joined(separator: "|"))")
    }
  }

  private func sleep() async {
    console.print("sleeping")
    console.status("working for a while…")
    do {
      try await Task.sleep(for: .seconds(Int(argument) ?? 60))
    } catch {
      console.printLine("cancelled")
    }
  }

  /// Never looks at its cancellation.
  private func spin() async {
    console.print("spinning")
    let end = ContinuousClock.now + .seconds(Int(argument) ?? 60)
    await withTaskCancellationHandler {
      while ContinuousClock.now < end {}
    } onCancel: {
      console.print("asked to stop")
    }
  }

  /// Prints from the background once the next line has begun.
  private func postNotices() {
    let count = Int(argument) ?? 1
    Task { [console] in
      for index in 1...count {
        try await Task.sleep(for: .milliseconds(100))
        console.print("[notice \(index)] done ✓")
      }
    }
  }

  private func showStatus() {
    console.status("one")
    console.status("two")
    console.print("half a row", terminator: "")
    console.status("three")
    console.print(", the rest")
    console.status("four")
  }

  static let hooks = EditorHooks(
    complete: { before in
      let word = String(before.reversed().prefix { $0 != " " }.reversed())
      let pool =
        word.count == before.count
        ? ["notice", "sleep", "spin", "solve"] : ["imo-1", "imo-2", "imo-3", "日本-1"]
      return Completion(
        replacing: word.count, with: pool.filter { $0.hasPrefix(word) }.map { MenuItem($0) })
    },
    highlight: { line in
      let word = line.prefix { $0 != " " }
      return [StyledSpan(String(word), .cyan), StyledSpan(String(line.dropFirst(word.count)))]
    },
    hint: { $0.hasPrefix("solve ") ? "solve <problem>" : nil },
    isComplete: { !$0.hasSuffix("\\") }
  )
}
