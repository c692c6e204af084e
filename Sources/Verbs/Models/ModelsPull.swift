import ArgumentParser
import Experiments
import Presentation
import Runs

/// `models pull NAME`.
struct ModelsPull: Verb {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Load a model onto the Ollama server.",
    discussion: """
      Ctrl-C stops it; what has arrived stays on the server, and the next pull goes on from there.
      """)
  static let group = VerbGroup.models
  static let records: [any ReplyRecord.Type] = [PulledRecord.self]
  static let effects: Set<VerbEffect> = [.asksServers]
  static let completions = [ArgumentCompletion.model]
  @Argument(help: "The model's name, such as qwen2.5-coder:7b.") var model: String

  func run(in context: VerbContext) async throws -> Reply {
    let clock = context.session.services.clock
    let started = clock.monotonicMs()
    defer { context.progress?("") }
    var shown: Double?
    var bytes: [String: Int] = [:]
    for try await progress in context.session.services.servers.pull(model) {
      if let total = progress.totalBytes { bytes[progress.status] = total }
      let now = clock.monotonicMs()
      guard shown.map({ now - $0 >= 200 }) ?? true else { continue }
      shown = now
      context.progress?(Self.line(progress, ms: now - started))
    }
    try Task.checkCancellation()
    let size = bytes.values.reduce(0, +)
    let ms = Int(clock.monotonicMs() - started)
    return Reply(
      "\(model, .strong) is on the server · \(Numbers.bytes(size)) · \(Numbers.duration(ms: ms))",
      record: PulledRecord(model: model, bytes: size, ms: ms))
  }

  /// Such as `pulling 8eeb52dfb3bb  1.2 GB of 4.7 GB  26 %  41 MB/s`.
  static func line(_ progress: PullProgress, ms: Double) -> String {
    var line = progress.status
    guard let total = progress.totalBytes, total > 0 else { return line }
    let done = progress.completedBytes ?? 0
    line += "  \(Numbers.bytes(done)) of \(Numbers.bytes(total))  \(done * 100 / total) %"
    if ms > 0, done > 0 { line += "  \(Numbers.bytes(Int(Double(done) * 1000 / ms)))/s" }
    return line
  }
}
