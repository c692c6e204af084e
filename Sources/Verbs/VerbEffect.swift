/// What a verb may do beside answering: help shows it, and callers that are no person decide by it.
package enum VerbEffect: String, Sendable, Hashable, Codable, CaseIterable {
  /// Reads files that its arguments name, or the person's settings; all verbs read the workspace.
  case readsFiles = "reads files"
  /// Writes files: those that its arguments name, the person's settings, or the workspace's.
  case writesFiles = "writes files"
  /// Adds events to the session, or turns to another.
  case changesSession = "changes the session"
  /// Changes what the shell keeps until it ends: aliases, lines of `every`.
  case changesShell = "changes the shell"
  /// Asks models, which may cost money.
  case spends = "may spend money"
  /// Speaks to servers of models without asking a model.
  case asksServers = "asks servers"
  /// Starts programs: candidates in the sandbox, an editor, a system's command.
  case startsPrograms = "starts programs"
  /// Needs a person at a terminal, unless its options say otherwise.
  case needsTerminal = "may need a terminal"
  /// Runs lines: what they do comes on top.
  case runsLines = "runs lines"
}

/// Effects in words.
enum VerbEffects {
  /// In the order of their declaration.
  static func sorted(_ effects: Set<VerbEffect>) -> [VerbEffect] {
    VerbEffect.allCases.filter(effects.contains)
  }

  /// Such as `changes the session, may spend money`; `none` without one.
  static func words(_ effects: Set<VerbEffect>) -> String {
    let words = sorted(effects).map(\.rawValue)
    return words.isEmpty ? "none" : words.joined(separator: ", ")
  }
}
