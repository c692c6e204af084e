package import Experiments
package import Problems

/// What loading a problem set gave.
package struct LoadReport: Sendable {
  /// The file's name without folder.
  package var name: String
  package var loaded: Int
  /// Lines that could not be read: file, line, reason.
  package var defects: [String]
}

extension Workspace {
  /// The problems at hand; the first time, those of the workspace's `data/`, else the built-in ones.
  ///
  /// - Throws: `FileError`.
  package func problemLibrary() throws -> ProblemSet {
    if !libraryIsLoaded { adopt(try readLibrary()) }
    return library
  }

  /// Reads the problems of `problemLibrary` without taking them in.
  ///
  /// - Throws: `FileError`.
  package nonisolated func readLibrary() throws -> ProblemSet {
    var found = ProblemSet()
    let folder = "\(services.workspaceFolder)/data"
    for name in services.files.list(folder)
    where name.hasSuffix(".jsonl") || name.hasSuffix(".jsonl.gz") {
      if let set = try? readProblems("\(folder)/\(name)").set { found.add(set.problems) }
    }
    return found.problems.isEmpty ? try readProblems("starter").set : found
  }

  /// Takes in what `readLibrary` gave, unless problems were loaded since.
  package func adopt(_ problems: ProblemSet) {
    guard !libraryIsLoaded else { return }
    libraryIsLoaded = true
    library.add(problems.problems)
  }

  /// Adds a problem set to those at hand.
  ///
  /// - Throws: `FileError` when there is no such file, `WorkbenchError` when it is no problem set.
  package func load(_ path: String) throws -> LoadReport {
    let (set, report) = try readProblems(path)
    libraryIsLoaded = true
    library.add(set.problems)
    return report
  }

  /// Reads a problem set without adding it.
  ///
  /// - Throws: as `load`.
  package nonisolated func readProblems(
    _ path: String
  ) throws -> (set: ProblemSet, report: LoadReport) {
    let (bytes, name) = try problemBytes(path)
    let load = try ProblemFile.load(bytes, name: name)
    let short = name.split(separator: "/").last.map(String.init) ?? name
    let report = LoadReport(
      name: short, loaded: load.problems.count, defects: load.defects.map(\.description))
    return (ProblemSet(load.problems), report)
  }

  private nonisolated func problemBytes(_ path: String) throws -> (bytes: [UInt8], name: String) {
    if path == "starter" { return (PackageResources.starter_jsonl, "starter.jsonl") }
    do {
      return (try services.files.read(path), path)
    } catch let error as FileError {
      guard !path.hasPrefix("/") else { throw error }
      for folder in [services.workspaceFolder, services.workspaceFolder + "/data"] {
        if let bytes = try? services.files.read("\(folder)/\(path)") {
          return (bytes, "\(folder)/\(path)")
        }
      }
      throw error
    }
  }

  /// The problem that a typed name stands for.
  ///
  /// - Throws: `ProblemLookupError` naming those it could be, or the nearest.
  package func findProblem(_ name: String) throws -> Problem {
    try problemLibrary().find(name)
  }

  /// Turns to a problem, opening it in the session when it is new there.
  ///
  /// - Returns: Whether the session knows it with other texts, which it keeps.
  /// - Throws: `StoreError`.
  package func use(_ problem: Problem) async throws -> Bool {
    let opening = ProblemOpened(problem)
    let chosen = EventDraft(
      .problemChosen(ProblemChosen(taskID: problem.taskID)), experiment: problem.taskID)
    if let known = state.experiments[problem.taskID] {
      try await append([chosen])
      return known.problem != opening
    }
    try await append(
      [EventDraft(.problemOpened(opening), experiment: problem.taskID), chosen],
      texts: [problem.prompt, problem.tests, problem.canonicalSolution])
    return false
  }

  /// A problem of the session, as it was when it was opened.
  ///
  /// - Throws: `WorkbenchError` when the session has no such problem, `StoreError`.
  package func problem(_ taskID: String) async throws -> Problem {
    guard let opened = state.experiments[taskID]?.problem else {
      throw WorkbenchError("\(taskID) was never opened in this session", hint: "use \(taskID)")
    }
    return Problem(
      taskID: taskID, prompt: try await text(opened.prompt), entryPoint: opened.entryPoint,
      tests: try await text(opened.tests),
      canonicalSolution: try await text(opened.canonicalSolution), difficulty: opened.difficulty,
      tags: opened.tags, testStyle: opened.testStyle ?? .check)
  }
}
