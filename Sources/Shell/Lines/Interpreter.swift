import CommandLines
import ArgumentParser
import Experiments
package import Presentation
import Runs
package import Verbs

/// Runs lines: splits them, finds the verb, parses its arguments, runs it.
package struct Interpreter: Sendable {
  package var context: VerbContext
  /// Gets each verb's reply when it is done.
  package var show: @Sendable (Reply, _ verb: String) async -> Void
  /// A reply as a file or a command gets it: without colours, in the mode of the day.
  package var text: @Sendable (Reply, _ verb: String) -> String
  /// Runs the lines of a script as this interpreter runs its own: inside of a hook with no hooks.
  package var script:
    @Sendable (_ text: String, _ name: String, _ runner: Interpreter) async throws -> Void
  /// Gets each reply with the verb that gave it, before it is shown.
  package var replied: @Sendable (_ verb: any Verb.Type, Reply) -> Void = { _, _ in }
  /// How many scripts deep the lines are that it runs.
  package var depth = 0
  /// Whether the lines are recorded as what a person asked for; those that another verb runs are not.
  private var isRecording = true

  package init(
    context: VerbContext, show: @escaping @Sendable (Reply, _ verb: String) async -> Void,
    text: @escaping @Sendable (Reply, _ verb: String) -> String,
    script:
      @escaping @Sendable (_ text: String, _ name: String, _ runner: Interpreter) async throws
      -> Void
  ) {
    self.context = context
    self.show = show
    self.text = text
    self.script = script
  }

  /// Runs every command of a line, stopping at the first that fails.
  ///
  /// - Throws: what the verb throws; `WorkbenchError` of kind `usage` for words that do not fit.
  package func run(_ line: String) async throws {
    try await run(line, expanding: [])
  }

  private func run(_ line: String, expanding: Set<String>) async throws {
    for command in try commands(of: line) {
      do {
        try await run(command, expanding: expanding)
      } catch {
        throw MissingSpaceHint.said(of: error, in: command)
      }
    }
  }

  private func commands(of line: String) throws(WorkbenchError) -> [SplitLine.Command] {
    if case .document(let end)? = LongInput.opening(of: line)?.kind {
      throw WorkbenchError(
        "<<\(end) is not closed", hint: "end the text with a line \(end)", word: "<<\(end)",
        kind: .usage)
    }
    do {
      let home = context.session.services.environment["HOME"]
      return try CommandLineSplitter.split(LongInput.flattened(line), home: home).commands
    } catch {
      throw WorkbenchError(
        "a quote is not closed: \(error.mark)",
        hint: "close it, or put \\ before a mark that is part of a word",
        word: String(error.mark), kind: .usage)
    }
  }

  private func run(_ command: SplitLine.Command, expanding: Set<String>) async throws {
    guard let word = command.words.first else {
      throw WorkbenchError(
        "there is no verb before \(command.source)", hint: "put one there, such as log",
        kind: .usage)
    }
    guard let line = context.aliases[word] else { return try await runVerb(of: command) }
    guard !expanding.contains(word) else { throw Alias.recursion(word) }
    let expanded = try AliasExpansion.line(
      line, alias: word, arguments: Array(command.words.dropFirst()))
    try await redirecting(command.redirection) { interpreter in
      try await interpreter.run(expanded, expanding: expanding.union([word]))
    }
  }

  private func runVerb(of command: SplitLine.Command) async throws {
    let verb = try VerbTable.verb(for: command.words[0])
    var command = command
    try name(in: &command)
    let arguments = Array(command.words.dropFirst())
    try await redirecting(command.redirection) { [command] interpreter in
      try await interpreter.runVerb(verb, arguments, source: command.source)
    }
  }

  /// Puts what the last reply named in the place of `_`.
  private func name(in command: inout SplitLine.Command) throws {
    let places = command.words.indices.filter {
      $0 > 0 && command.words[$0] == "_" && command.bare.contains($0)
    }
    guard !places.isEmpty else { return }
    guard let name = context.lastName.value else {
      throw WorkbenchError(
        "_ names nothing yet: no reply has named an attempt, a spec or a problem",
        hint: "step, spec or use names one", word: "_", kind: .usage)
    }
    for place in places { command.words[place] = name }
    let words = CommandLineSplitter.join(command.words)
    command.source = command.redirection.map { "\(words) \($0.source)" } ?? words
  }

  /// Runs something whose replies go where the line says.
  private func redirecting(
    _ redirection: Redirection?, _ body: (Interpreter) async throws -> Void
  ) async throws {
    guard let redirection else { return try await body(self) }
    let services = context.session.services
    try redirection.check(services)
    let sink = RedirectedText(redirection, services)
    var interpreter = self
    interpreter.show = { [text] in await sink.add(text($0, $1)) }
    interpreter.context.emit = { [text] in await sink.add(text($0, Step.name)) }
    interpreter.context.emitLine = { try await sink.add(line: $0) }
    do {
      try await body(interpreter)
    } catch {
      try await sink.end(after: error)
      throw error
    }
    try await sink.end()
  }

  /// Parses one verb's arguments and runs it.
  ///
  /// - Throws: as `run`.
  package func runVerb(
    _ verb: any Verb.Type, _ arguments: [String], source: String
  ) async throws {
    let asksForHelp = ["--help", "-h"].contains(arguments.first) && arguments.count == 1
    guard !asksForHelp, let command = try parse(verb, arguments) else {
      return await show(Help.explanation(of: verb, arguments, context), Help.name)
    }
    try await context.check(type(of: command).requires)
    let given = type(of: command)
    let context = context(of: given)
    let reply =
      isRecording
      ? try await CommandScope(source).run { try await command.run(in: context) }
      : try await command.run(in: context)
    context.lastName.note(reply)
    replied(given, reply)
    await show(reply, verb.name)
    await context.session.saveSnapshotWhenDue()
  }

  private func context(of verb: any Verb.Type) -> VerbContext {
    var nested = self
    nested.isRecording = false
    var context = context
    context.emit = { [emit = context.emit, name = context.lastName, replied] reply in
      name.note(reply)
      replied(verb, reply)
      await emit(reply)
    }
    context.runLine = { [nested] line in try await nested.run(line) }
    context.runHook = { [nested] line in
      var nested = nested
      nested.context.hooks = HookTable()
      nested.context.lastName = LastName(startingFrom: nested.context.lastName)
      try await nested.run(line)
    }
    context.source = { [self] text, name in try await script(text, name, self) }
    return context
  }

  /// The arguments with `--` before a number below zero, which is no option.
  private static func withNumbersApart(_ arguments: [String]) -> [String] {
    guard !arguments.contains("--"),
      let place = arguments.firstIndex(where: { $0.wholeMatch(of: /-\d+(\.\d+)?[a-z]*/) != nil })
    else { return arguments }
    return arguments[..<place] + ["--"] + arguments[place...]
  }

  /// The parsed command; nil when the arguments asked for help.
  private func parse(_ verb: any Verb.Type, _ arguments: [String]) throws -> (any Verb)? {
    do {
      // Asked for help, ArgumentParser gives a command of its own, which would print it itself.
      return try verb.parseAsRoot(Self.withNumbersApart(arguments)) as? any Verb
    } catch {
      guard !verb.exitCode(for: error).isSuccess else { return nil }
      let message = verb.message(for: error)
      throw WorkbenchError(
        "\(verb.name): \(message)", hint: "usage: \(Help.usage(of: verb, arguments))",
        word: arguments.first { message.contains("'\($0)'") }, kind: .usage)
    }
  }
}
