import CommandLines
package import Experiments
package import Presentation
package import Runs
import Synchronization
package import Verbs

/// The shell: reads inputs, runs them, prints what comes of them.
package struct CommandShell: Sendable {
  package let session: OpenSession
  package private(set) var output: Output
  package let judge: JudgeRunner
  package let isInteractive: Bool
  /// Whether a script goes on after a verb that failed.
  package private(set) var keepsGoing: Bool
  package let aliases = AliasTable()
  private let hooks = HookTable()
  private let lastName = LastName()
  private let goal = GoalRecord()
  private let display: StageDisplay
  private let replied: @Sendable (_ verb: any Verb.Type, Reply) -> Void

  /// A shell; `replied` gets each reply with the verb that gave it, before it is shown.
  package init(
    session: OpenSession, output: Output, clock: Clock, judge: JudgeRunner,
    isInteractive: Bool = false, keepsGoing: Bool = false,
    replied: @escaping @Sendable (_ verb: any Verb.Type, Reply) -> Void = { _, _ in }
  ) {
    self.session = session
    self.output = output
    self.judge = judge
    self.isInteractive = isInteractive
    self.keepsGoing = keepsGoing
    self.replied = replied
    display = StageDisplay(output: output, clock: clock)
  }

  /// The same shell that says nothing but errors: aliases and all else are shared.
  package func silent(keepsGoing: Bool) -> CommandShell {
    var shell = self
    shell.output.mode = .quiet
    shell.keepsGoing = keepsGoing
    return shell
  }

  /// Runs one input, printing replies as they come.
  ///
  /// - Throws: what the verb throws; `QuitRequest` for `quit`.
  package func run(_ line: String, settingOrigin: SettingOrigin = .session) async throws {
    try await withProgress(of: line) { try await interpreter(settingOrigin).run(line) }
  }

  /// Says on a terminal what takes longer than a moment.
  private func withProgress(of line: String, _ body: () async throws -> Void) async throws {
    guard output.isTerminal, output.mode == .text else { return try await body() }
    display.begin(line.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? "")
    let ticking = Task { [display] in
      while !Task.isCancelled {
        try await Task.sleep(for: .milliseconds(250))
        display.tick()
      }
    }
    defer {
      ticking.cancel()
      display.end()
    }
    try await body()
  }

  /// Runs one verb with arguments already split: a subcommand of the command line.
  ///
  /// - Throws: as `run`.
  package func runVerb(_ words: [String]) async throws {
    guard let first = words.first else { return }
    let verb = try VerbTable.verb(for: first)
    try await interpreter(.session).runVerb(
      verb, Array(words.dropFirst()), source: CommandLineSplitter.join(words))
  }

  /// Runs a script's inputs, stopping at the first that fails unless told to keep going.
  ///
  /// - Throws: `ScriptFailure` with the line; `QuitRequest`.
  package func runScript(
    _ text: String, name: String, settingOrigin: SettingOrigin = .session
  ) async throws {
    try await runScript(text, name: name, by: interpreter(settingOrigin))
  }

  private func runScript(_ text: String, name: String, by runner: Interpreter) async throws {
    guard runner.depth <= 16 else {
      throw WorkbenchError(
        "\(name): scripts source each other more than 16 deep",
        hint: "remove one of the source lines")
    }
    var first: ScriptFailure?
    for input in Script.inputs(of: text) {
      do {
        try Task.checkCancellation()
        if output.isBroken() { throw ReaderGone() }
        try await runner.run(input.text)
      } catch let error as QuitRequest {
        throw error
      } catch let failure as ScriptFailure {
        throw failure
      } catch let kept as KeptGoing {
        // A script inside of this one went on; what failed there was said there.
        first = first ?? kept.first
      } catch {
        let failure = ScriptFailure(
          script: name, line: input.line, source: input.text, underlying: error)
        guard keepsGoing, !(error is CancellationError), !(error is ReaderGone) else {
          throw failure
        }
        report(failure)
        first = first ?? failure
      }
    }
    if let first { throw KeptGoing(first: first) }
  }

  /// Whether the last `finish` of the run left its problem unsolved.
  package var isGoalMissed: Bool { goal.isMissed }

  /// Prints an error of a line that was typed.
  package func report(_ error: any Error, line: String?) {
    for text in ErrorText.lines(error, line: line) { output.err(output.renderer.render(text)) }
    guard output.mode == .json else { return }
    let hint = (error as? WorkbenchError)?.hint
    output.out(ErrorRecord(message: ErrorText.message(error), hint: hint).line)
  }

  /// Prints a script's failure with file and line.
  package func report(_ failure: ScriptFailure) {
    output.err("\(failure.script):\(failure.line):")
    report(failure.underlying, line: failure.source)
  }

  private func interpreter(_ origin: SettingOrigin) -> Interpreter {
    let output = output
    let display = display
    var context = VerbContext(session: session)
    context.emit = { output.show($0, verb: "step", isWhole: false) }
    context.emitLine = { line in
      if output.isBroken() { throw ReaderGone() }
      output.out(line)
    }
    context.observe = { display.show($0) }
    context.progress = output.progress == nil || output.mode == .quiet ? nil : display.progress
    context.aliases = aliases
    context.hooks = hooks
    context.lastName = lastName
    context.judge = judge
    context.isInteractive = isInteractive
    context.settingOrigin = origin
    context.width = output.width()
    context.goal = goal
    var interpreter = Interpreter(
      context: context,
      show: { reply, verb in
        output.style.update(from: await session.currentSettings)
        output.show(reply, verb: verb)
      },
      text: { reply, verb in output.plainText(of: reply, verb: verb) },
      script: { text, name, runner in
        var runner = runner
        runner.depth += 1
        try await runScript(text, name: name, by: runner)
      })
    interpreter.replied = replied
    return interpreter
  }
}

/// The reader of standard output is gone.
package struct ReaderGone: Error, Sendable {}

/// A script went on after failures; the first of them decides how it ends.
package struct KeptGoing: Error {
  package var first: ScriptFailure
}
