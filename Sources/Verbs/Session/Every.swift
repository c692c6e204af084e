import CommandLines
package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `every N LINE`.
package struct Every: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "every",
    abstract: "Run a line after each so many attempts; without one, list them.",
    discussion: """
      It runs while step, stepi, next, continue, finish, resume, retry and rerun go on, after every n-th attempt that \
      they make, and may itself ask models or make attempts; these start no other line. A line that \
      fails stops the verb that made the attempt; what was made is kept. Quote a line that holds ; > or \
      |. It lasts until koderz ends or --drop.
      """)
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [EveryRecord.self, EveryDroppedRecord.self]
  package static let effects: Set<VerbEffect> = [.changesShell]
  package static let seeAlso = ["continue", "alias", "time", "scripts"]
  package static let examples = [
    "every 1 why", "every 5 \"log; cost\"", "every 10 \"log >> attempts.txt\"", "every",
    "every --drop 1",
  ]
  package static let completions = [ArgumentCompletion.words([]), .command]

  @Option(help: ArgumentHelp("Take a line away by its number.", valueName: "number"))
  package var drop: Int?
  @Argument(help: "Attempts between two runs.") package var count: Int?
  @Argument(parsing: .captureForPassthrough, help: "The line to run.")
  package var line: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    if let drop { return try self.drop(drop, context.hooks) }
    guard let count else { return Self.listing(context.hooks.all) }
    guard count > 0 else {
      throw WorkbenchError(
        "every needs 1 attempt or more, not \(count)", hint: "every 5 cost", kind: .usage)
    }
    let line = self.line.count == 1 ? self.line[0] : CommandLineSplitter.join(self.line)
    try Self.check(line, context.aliases)
    let number = context.hooks.add(line, every: count)
    return Self.listing(context.hooks.all.filter { $0.number == number })
  }

  /// A word that is no verb is said now, not in the middle of a run.
  private static func check(_ line: String, _ aliases: AliasTable) throws(WorkbenchError) {
    let words = AliasExpansion.firstWords(of: line)
    guard !words.isEmpty else {
      throw WorkbenchError("every needs a line to run", hint: "every 5 cost", kind: .usage)
    }
    for word in words where aliases[word] == nil && !word.hasPrefix("!") {
      guard try VerbTable.verb(for: word) != Every.self else {
        throw WorkbenchError(
          "every cannot run every", hint: "type a second every line of its own", word: word,
          kind: .usage)
      }
    }
  }

  private func drop(_ number: Int, _ hooks: HookTable) throws(WorkbenchError) -> Reply {
    guard hooks.remove(number) else {
      throw WorkbenchError("there is no every line \(number)", hint: "every lists them")
    }
    return Reply("line \(number) dropped", record: EveryDroppedRecord(number: number))
  }

  private static func listing(_ hooks: [HookTable.Hook]) -> Reply {
    guard !hooks.isEmpty else {
      return Reply("nothing runs after attempts")
    }
    var reply = Reply()
    for hook in hooks {
      let interval = hook.interval == 1 ? "attempt" : "\(hook.interval) attempts"
      reply.add("\("\(hook.number)", .address) every \(interval): \(hook.line)")
      reply.records.append(
        EveryRecord(number: hook.number, interval: hook.interval, line: hook.line))
    }
    return reply
  }
}
