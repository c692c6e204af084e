/// The first event of every session.
package struct SessionStarted: PayloadContent {
  package static let kind = EventKind.sessionStarted
  package var name: String
  /// Version of the event format; 1.
  package var format: Int
  /// Version of koderz that began the session.
  package var koderz: String

  package init(name: String, koderz: String) {
    self.name = name
    self.format = 1
    self.koderz = koderz
  }
}

/// The session has another name from here on.
package struct SessionRenamed: PayloadContent {
  package static let kind = EventKind.sessionRenamed
  package var name: String

  package init(name: String) { self.name = name }
}

/// A verb began; the events up to the next one are its doing, and `undo` takes them back together.
package struct CommandRun: PayloadContent {
  package static let kind = EventKind.command
  /// The line as a script would hold it.
  package var line: String

  package init(line: String) { self.line = line }
}

/// A setting of this session was given a value, or unset when `value` is nil.
package struct SettingChanged: PayloadContent {
  package static let kind = EventKind.settingChanged
  package var name: String
  package var value: String?

  package init(name: String, value: String?) {
    self.name = name
    self.value = value
  }
}

/// A person's remark.
package struct NoteAdded: PayloadContent {
  package static let kind = EventKind.note
  package var text: String

  package init(text: String) { self.text = text }
}

/// The last state-changing verb was taken back.
package struct Undone: PayloadContent {
  package static let kind = EventKind.undone
  package init() {}
}

/// The last `undo` was taken back.
package struct Redone: PayloadContent {
  package static let kind = EventKind.redone
  package init() {}
}

/// A problem entered the session; its texts are stored by content.
package struct ProblemOpened: PayloadContent {
  package static let kind = EventKind.problemOpened
  package var taskID: String
  package var entryPoint: String
  package var prompt: ContentHash
  package var tests: ContentHash
  package var canonicalSolution: ContentHash
  package var difficulty: String?
  package var tags: [String]
  /// Nil for `check`, as all events had it before there were others.
  package var testStyle: Problem.TestStyle?

  package init(_ problem: Problem) {
    taskID = problem.taskID
    entryPoint = problem.entryPoint
    prompt = ContentHash(of: problem.prompt)
    tests = ContentHash(of: problem.tests)
    canonicalSolution = ContentHash(of: problem.canonicalSolution)
    difficulty = problem.difficulty
    tags = problem.tags
    testStyle = problem.testStyle == .check ? nil : problem.testStyle
  }
}

/// The session turned to a problem.
package struct ProblemChosen: PayloadContent {
  package static let kind = EventKind.problemChosen
  package var taskID: String

  package init(taskID: String) { self.taskID = taskID }
}
