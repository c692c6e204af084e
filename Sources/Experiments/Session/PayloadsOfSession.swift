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
  /// The name of its judge; nil for `check`, as all events had it before there were others.
  package var testStyle: JudgeName?
  /// What its judge needs besides, by name; nil for nothing.
  package var materials: [String: ContentHash]?

  /// The event of a problem whose gold has the texts with these hashes.
  package init(
    _ problem: Problem, tests: ContentHash, canonicalSolution: ContentHash,
    materials: [String: ContentHash] = [:]
  ) {
    taskID = problem.taskID
    entryPoint = problem.entryPoint
    prompt = ContentHash(of: problem.prompt)
    self.tests = tests
    self.canonicalSolution = canonicalSolution
    difficulty = problem.difficulty
    tags = problem.tags
    testStyle = problem.judge == .check ? nil : problem.judge
    self.materials = materials.isEmpty ? nil : materials
  }

  /// The texts that the store holds for it: prompt, tests, canonical solution, then the materials by
  /// name.
  package var textHashes: [ContentHash] {
    let rest = (materials ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    return [prompt, tests, canonicalSolution] + rest
  }

  /// The public part of the problem, whose prompt is `prompt`.
  package func problem(prompt: String) -> Problem {
    Problem(
      taskID: taskID, prompt: prompt, entryPoint: entryPoint, difficulty: difficulty, tags: tags,
      judge: testStyle ?? .check)
  }
}

/// The session turned to a problem.
package struct ProblemChosen: PayloadContent {
  package static let kind = EventKind.problemChosen
  package var taskID: String

  package init(taskID: String) { self.taskID = taskID }
}
