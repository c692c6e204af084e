import Experiments

/// What a line gave.
enum SampleResult: Sendable {
  case verdict(String, Outcome, taskID: String)
  case unreadable(String, SampleError, number: Int)

  /// What is put out.
  var line: String {
    switch self {
    case .verdict(let line, _, _), .unreadable(let line, _, _): line
    }
  }

  func count(in summary: inout BatchSummary) {
    switch self {
    case .verdict(_, let outcome, let taskID): summary.add(outcome, taskID: taskID)
    case .unreadable(_, let error, let number):
      summary.addUnreadable(line: number, taskID: error.taskID, reason: error.reason)
    }
  }
}

/// Puts results back into the order of their lines and hands them on as soon as they are due.
///
/// An actor because each run hands in its own result, so that none waits for the next line to come.
actor BatchReporter {
  private(set) var summary: BatchSummary
  private let progress: @Sendable (Int, Int) -> Void
  private let emit: @Sendable (String) async throws -> Void
  private var reserved = 0
  private var reported = 0
  private var early: [Int: SampleResult] = [:]
  private var isEmitting = false

  init(
    problems: Int, progress: @escaping @Sendable (Int, Int) -> Void,
    emit: @escaping @Sendable (String) async throws -> Void
  ) {
    summary = BatchSummary(problems: problems)
    self.progress = progress
    self.emit = emit
  }

  /// The next place; nil while so many are reserved and not yet reported.
  func reserve(below most: Int) -> Int? {
    guard reserved - reported < most else { return nil }
    defer { reserved += 1 }
    return reserved
  }

  /// Takes a result, and reports all that are due now.
  ///
  /// - Throws: what `emit` throws.
  func add(_ result: SampleResult, at place: Int) async throws {
    early[place] = result
    guard !isEmitting else { return }  // the caller that emits now emits this one too
    isEmitting = true
    defer { isEmitting = false }
    while let next = early.removeValue(forKey: reported) {
      next.count(in: &summary)
      try await emit(next.line)
      reported += 1
      progress(summary.count + summary.unreadable, summary.passed)
    }
  }
}
