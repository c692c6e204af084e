import ArgumentParser

/// Runs lines: splits them, finds the verb, parses its arguments, runs it.
package struct Interpreter: Sendable {
  package var context: VerbContext
  /// Gets each verb's reply when it is done.
  package var show: @Sendable (Reply, _ verb: String) async -> Void

  package init(
    context: VerbContext, show: @escaping @Sendable (Reply, _ verb: String) async -> Void
  ) {
    self.context = context
    self.show = show
  }

  /// Runs every command of a line, stopping at the first that fails.
  ///
  /// - Throws: what the verb throws; `WorkbenchError` of kind `usage` for words that do not fit.
  package func run(_ line: String) async throws {
    if let system = Self.systemCommand(line) {
      return try await runVerb(SystemCommand.self, [system], source: line)
    }
    let split: SplitLine
    do {
      split = try CommandLineSplitter.split(line)
    } catch {
      throw WorkbenchError(
        "a quote is not closed: \(error.mark)", hint: "put \\ before a mark that is meant as it is",
        word: String(error.mark), kind: .usage)
    }
    for command in split.commands { try await run(command, depth: 0) }
  }

  /// `!ls -l` runs in the system's shell, as it stands.
  private static func systemCommand(_ line: String) -> String? {
    let text = line.trimming(while: \.isWhitespace)
    return text.hasPrefix("!") && text.count > 1 ? String(text.dropFirst()) : nil
  }

  private func run(_ command: SplitLine.Command, depth: Int) async throws {
    if let line = context.aliases[command.words[0]], depth < 16 {
      let rest = CommandLineSplitter.join(Array(command.words.dropFirst()))
      let expanded = try? CommandLineSplitter.split(rest.isEmpty ? line : "\(line) \(rest)")
      for command in expanded?.commands ?? [] { try await run(command, depth: depth + 1) }
      return
    }
    let verb = try VerbTable.verb(for: command.words[0])
    try await runVerb(verb, Array(command.words.dropFirst()), source: command.source)
  }

  /// Parses one verb's arguments and runs it.
  ///
  /// - Throws: as `run`.
  package func runVerb(
    _ verb: any Verb.Type, _ arguments: [String], source: String
  ) async throws {
    guard let command = try parse(verb, arguments) else {
      return await show(Help.explanation(of: verb), Help.name)
    }
    try await context.check(type(of: command).requires)
    await context.workspace.beginCommand(source)
    do {
      let reply = try await command.run(in: context)
      await context.workspace.endCommand()
      await show(reply, verb.name)
      await context.workspace.saveSnapshotWhenDue()
    } catch {
      await context.workspace.endCommand()
      throw error
    }
  }

  /// The parsed command; nil when the arguments asked for help.
  private func parse(_ verb: any Verb.Type, _ arguments: [String]) throws -> (any Verb)? {
    do {
      // Asked for help, ArgumentParser gives a command of its own, which would print it itself.
      return try verb.parseAsRoot(arguments) as? any Verb
    } catch {
      guard !verb.exitCode(for: error).isSuccess else { return nil }
      let message = verb.message(for: error)
      throw WorkbenchError(
        "\(verb.name): \(message)", hint: Self.usage(of: verb),
        word: arguments.first { message.contains("'\($0)'") }, kind: .usage)
    }
  }

  private static func usage(of verb: any Verb.Type) -> String {
    verb.usageString().split(separator: "\n").first.map {
      $0.replacing("Usage: ", with: "usage: ").description
    } ?? "help \(verb.name)"
  }
}
