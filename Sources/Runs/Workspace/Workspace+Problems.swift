package import Experiments
package import Judging
package import Problems

extension Workspace {
  /// The problems at hand; the first time, those of the workspace's `data/`, else the built-in ones.
  ///
  /// - Throws: `FileError`.
  package func problemLibrary() throws -> ProblemSet {
    if !libraryIsLoaded { adopt(try problemSource.library()) }
    return library
  }

  /// Takes in what `ProblemSource.library` gave, unless problems were loaded since.
  package func adopt(_ problems: ProblemSet) {
    guard !libraryIsLoaded else { return }
    libraryIsLoaded = true
    library.add(problems.items)
  }

  /// Adds a problem set to those at hand; `line` is what a script would say to have it again.
  ///
  /// - Throws: `FileError` when there is no such file, `WorkbenchError` when it is no problem set.
  package func load(_ path: String, line: String) throws -> LoadReport {
    let (set, report) = try readProblems(path)
    libraryIsLoaded = true
    library.add(set.items)
    if report.loaded > 0 { loadLines.append(line) }
    return report
  }

  /// Reads a problem set without adding it.
  ///
  /// - Throws: as `load`.
  package nonisolated func readProblems(
    _ path: String
  ) throws -> (set: ProblemSet, report: LoadReport) {
    try problemSource.problems(path)
  }

  private nonisolated var problemSource: ProblemSource {
    ProblemSource(files: services.files, workspaceFolder: services.workspaceFolder)
  }

  /// The problem that a typed name stands for; the built-in ones can always be named.
  ///
  /// - Throws: `ProblemLookupError` naming those it could be, or the nearest.
  package func findProblem(_ name: String) throws -> BenchmarkProblem {
    let library = try problemLibrary()
    let isBuiltIn = name.lowercased().hasPrefix("starter")
    if isBuiltIn, !library.problems.contains(where: { $0.taskID.hasPrefix("Starter/") }) {
      return try problemSource.problems("starter").set.find(name)
    }
    return try library.find(name)
  }

  /// Turns to a problem, opening it in the session when it is new there.
  ///
  /// The sets that were loaded before are recorded with it: it may be of one of them.
  ///
  /// - Returns: Whether the session knows it with other texts, which it keeps.
  /// - Throws: `StoreError`.
  package func use(_ problem: BenchmarkProblem) async throws -> Bool {
    let opening = ProblemOpened(problem)
    let known = state.experiments[problem.taskID]?.problem
    var drafts = [
      EventDraft(
        .problemChosen(ProblemChosen(taskID: problem.taskID)), experiment: problem.taskID)
    ]
    var texts: [String] = []
    if known == nil {
      drafts.insert(EventDraft(.problemOpened(opening), experiment: problem.taskID), at: 0)
      texts = problem.texts
    }
    try await append(drafts, texts: texts, after: loadLines.dropFirst(opened?.recordedLoads ?? 0))
    opened?.recordedLoads = loadLines.count
    return known.map { $0 != opening } ?? false
  }

  /// The public part of a problem of the session, as it was when it was opened.
  ///
  /// - Throws: `WorkbenchError` when the session has no such problem, `StoreError`.
  package func problem(_ taskID: String) async throws -> Problem {
    let opened = try openedProblem(taskID)
    return opened.problem(prompt: try await text(opened.prompt))
  }

  /// A problem of the session with its gold: for its judge, and for a person who asks to see it.
  ///
  /// - Throws: as `problem`.
  package func benchmarkProblem(_ taskID: String) async throws -> BenchmarkProblem {
    try await BenchmarkProblem(try openedProblem(taskID)) { try await text($0) }
  }

  private func openedProblem(_ taskID: String) throws -> ProblemOpened {
    guard let opened = state.experiments[taskID]?.problem else {
      throw WorkbenchError("\(taskID) was never opened in this session", hint: "use \(taskID)")
    }
    return opened
  }
}
