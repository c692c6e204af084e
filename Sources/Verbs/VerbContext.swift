import Experiments
package import Presentation
package import Runs

/// What a running verb can reach.
package struct VerbContext: Sendable {
  package var session: OpenSession
  /// Says something before the verb is done: an attempt of many, a notice.
  package var emit: @Sendable (Reply) async -> Void
  /// Prints one line of data as it stands; for verbs whose output is a stream of JSON lines.
  package var emitLine: @Sendable (String) async throws -> Void
  /// Shows what a stage is doing, while it is doing it.
  package var observe: StageObserver
  /// Shows one line while something long runs, in place of the one before.
  ///
  /// An empty text takes it away; nil when there is no terminal for it.
  package var progress: (@Sendable (String) -> Void)?
  /// Runs the lines of a text as if typed; for `source`.
  ///
  /// - Throws: `ScriptFailure` at the first line that fails.
  package var source: @Sendable (_ text: String, _ name: String) async throws -> Void
  /// Runs a line as part of the running verb: its events belong to that verb.
  ///
  /// - Throws: what the line's verbs throw.
  package var runLine: @Sendable (_ line: String) async throws -> Void = { _ in }
  /// As `runLine`, with no hooks: an attempt that a hook makes starts no other.
  package var runHook: @Sendable (_ line: String) async throws -> Void = { _ in }
  /// The aliases a person has made.
  package var aliases: AliasTable
  /// The lines that run after each so many attempts.
  package var hooks: HookTable
  /// What `_` stands for.
  package var lastName: LastName
  /// Runs a file of samples through the verdict engine.
  package var judge: JudgeRunner
  /// Whether standard input is a person at a terminal.
  package var isInteractive: Bool
  /// The layer that `set` writes to; a settings file writes to its own.
  package var settingOrigin: SettingOrigin
  /// Columns of the window.
  package var width: Int
  /// Remembers that a goal was not met, for the exit code of a script.
  package var goal: GoalRecord

  package init(
    session: OpenSession,
    emit: @escaping @Sendable (Reply) async -> Void = { _ in },
    emitLine: @escaping @Sendable (String) async throws -> Void = { _ in },
    observe: @escaping StageObserver = { _ in },
    progress: (@Sendable (String) -> Void)? = nil,
    source: @escaping @Sendable (_ text: String, _ name: String) async throws -> Void = { _, _ in },
    aliases: AliasTable = AliasTable(),
    hooks: HookTable = HookTable(),
    lastName: LastName = LastName(),
    judge: JudgeRunner = .absent,
    isInteractive: Bool = false,
    settingOrigin: SettingOrigin = .session,
    width: Int = 80,
    goal: GoalRecord = GoalRecord()
  ) {
    self.session = session
    self.emit = emit
    self.emitLine = emitLine
    self.observe = observe
    self.progress = progress
    self.source = source
    self.aliases = aliases
    self.hooks = hooks
    self.lastName = lastName
    self.judge = judge
    self.isInteractive = isInteractive
    self.settingOrigin = settingOrigin
    self.width = width
    self.goal = goal
  }

  /// Says that an attempt was made, and runs the hooks that are due after it.
  ///
  /// - Throws: what a hook's line throws, naming the hook.
  func attemptMade(_ reply: Reply) async throws {
    await emit(reply)
    for hook in hooks.attemptMade() {
      do {
        try await runHook(hook.line)
      } catch let error as WorkbenchError {
        throw WorkbenchError(
          "every \(hook.interval) \(hook.line): \(error.message)",
          hint: "every --drop \(hook.number) removes it", kind: error.kind)
      }
    }
  }

  /// Checks what a verb requires.
  ///
  /// - Throws: `WorkbenchError` saying what is missing and what to type.
  package func check(_ requirements: [Requirement]) async throws {
    for requirement in requirements {
      let experiment = try await session.experiment()
      if requirement == .attempt, experiment.attempts.isEmpty {
        guard let draft = experiment.position.draft else {
          throw WorkbenchError("no attempt was made yet", hint: "step makes one")
        }
        throw WorkbenchError(
          "the first attempt is not finished: only its \(draft.stage.rawValue) is made",
          hint: "step finishes it")
      }
    }
  }
}
