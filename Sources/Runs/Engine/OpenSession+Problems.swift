package import Experiments
package import Judging
package import Problems

extension OpenSession {
  /// The problems at hand; the first time, those of the workspace's `data/`, else the built-in ones.
  ///
  /// - Throws: `FileError`.
  package func problemLibrary() throws -> ProblemSet {
    try configuration.change { state in
      if !state.libraryIsLoaded {
        state.library.add(try configuration.problems.library().items)
        state.libraryIsLoaded = true
      }
      return state.library
    }
  }

  /// Takes in what `ProblemSource.library` gave, unless problems were loaded since.
  package func adopt(_ problems: ProblemSet) {
    configuration.change { state in
      guard !state.libraryIsLoaded else { return }
      state.libraryIsLoaded = true
      state.library.add(problems.items)
    }
  }

  /// Adds a problem set to those at hand.
  ///
  /// `line` is what a script loads it with; it is recorded with the next problem that is used.
  ///
  /// - Throws: `FileError` when there is no such file, `WorkbenchError` when it is no problem set.
  package func load(_ path: String, line: String) async throws -> LoadReport {
    let (set, report) = try readProblems(path)
    configuration.change { state in
      state.libraryIsLoaded = true
      state.library.add(set.items)
    }
    if report.loaded > 0 { await log.noteLoad(line) }
    return report
  }

  /// Reads a problem set without adding it.
  ///
  /// - Throws: as `load`.
  package func readProblems(_ path: String) throws -> (set: ProblemSet, report: LoadReport) {
    try configuration.problems.problems(path)
  }

  /// The problem that a typed name stands for; the built-in ones can always be named.
  ///
  /// - Throws: `ProblemLookupError` naming those it could be, or the nearest.
  package func findProblem(_ name: String) throws -> BenchmarkProblem {
    let library = try problemLibrary()
    let isBuiltIn = name.lowercased().hasPrefix("starter")
    if isBuiltIn, !library.problems.contains(where: { $0.taskID.hasPrefix("Starter/") }) {
      return try configuration.problems.problems("starter").set.find(name)
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
    let known = await state.experiments[problem.taskID]?.problem
    try await log.append { state in
      Self.opening(problem, in: state, adding: [ProblemChosen(taskID: problem.taskID)])
    }
    return known.map { $0 != ProblemOpened(problem) } ?? false
  }

  /// Opens a problem in the session without turning to it.
  ///
  /// - Returns: The root of its tree.
  /// - Throws: `StoreError`.
  @discardableResult
  package func open(_ problem: BenchmarkProblem) async throws -> Place {
    try await log.append { state in Self.opening(problem, in: state, adding: []) }
    return Place(taskID: problem.taskID, node: 0, branch: "main")
  }

  private static func opening(
    _ problem: BenchmarkProblem, in state: SessionState, adding more: [any EventContent]
  ) -> Batch {
    guard state.experiments[problem.taskID] == nil else {
      return Batch(more, of: problem.taskID)
    }
    return Batch(
      [ProblemOpened(problem)] + more, of: problem.taskID,
      texts: problem.texts)
  }

  /// The public part of a problem of the session, as it was when it was opened.
  ///
  /// - Throws: `WorkbenchError` when the session has no such problem, `StoreError`.
  package func problem(_ taskID: String) async throws -> Problem {
    let opened = try await experiment(taskID).problem
    return opened.problem(prompt: try await text(opened.prompt))
  }

  /// A problem of the session with its gold: for its judge, and for a person who asks to see it.
  ///
  /// - Throws: as `problem`.
  package func benchmarkProblem(_ taskID: String) async throws -> BenchmarkProblem {
    try await BenchmarkProblem(try await experiment(taskID).problem) { try await text($0) }
  }
}
