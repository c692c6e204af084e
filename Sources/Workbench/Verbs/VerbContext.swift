import Experiments

/// What a running verb can reach.
package struct VerbContext: Sendable {
  package var workspace: Workspace
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
  /// The aliases a person has made.
  package var aliases: AliasTable
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
    workspace: Workspace,
    emit: @escaping @Sendable (Reply) async -> Void = { _ in },
    emitLine: @escaping @Sendable (String) async throws -> Void = { _ in },
    observe: @escaping StageObserver = { _ in },
    progress: (@Sendable (String) -> Void)? = nil,
    source: @escaping @Sendable (_ text: String, _ name: String) async throws -> Void = { _, _ in },
    aliases: AliasTable = AliasTable(),
    judge: JudgeRunner = .absent,
    isInteractive: Bool = false,
    settingOrigin: SettingOrigin = .session,
    width: Int = 80,
    goal: GoalRecord = GoalRecord()
  ) {
    self.workspace = workspace
    self.emit = emit
    self.emitLine = emitLine
    self.observe = observe
    self.progress = progress
    self.source = source
    self.aliases = aliases
    self.judge = judge
    self.isInteractive = isInteractive
    self.settingOrigin = settingOrigin
    self.width = width
    self.goal = goal
  }

  /// Checks what a verb requires.
  ///
  /// - Throws: `WorkbenchError` saying what is missing and what to type.
  func check(_ requirements: [Requirement]) async throws {
    for requirement in requirements {
      let experiment = try await workspace.experiment()
      if requirement == .attempt, experiment.attempts.isEmpty {
        throw WorkbenchError("no attempt was made yet", hint: "step makes one")
      }
    }
  }
}
