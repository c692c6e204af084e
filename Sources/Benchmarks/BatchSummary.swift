package import Experiments
package import Statistics

/// What a judged file amounts to; as large as the set of problems, whatever the file's length.
package struct BatchSummary: Sendable, Hashable {
  /// How many problems the samples could have been for.
  package var problems: Int
  /// How many verdicts had each outcome.
  package var outcomes: [Outcome: Int] = [:]
  /// Per task ID, of those with a verdict; runs that failed on our side are not samples.
  package var tallies: [String: SampleTally] = [:]
  /// Lines that could not be judged: not JSON, no such problem, no code.
  package private(set) var unreadable = 0
  /// The first three of them: line, problem and reason.
  package private(set) var unreadableLines: [String] = []

  package init(problems: Int = 0) { self.problems = problems }

  /// Verdicts given.
  package var count: Int { outcomes.values.reduce(0, +) }
  package var passed: Int { outcomes[.pass, default: 0] }
  /// Runs that failed on our side.
  package var failedRuns: Int { outcomes[.infra, default: 0] }
  /// Problems that no verdict is about.
  package var problemsWithoutSamples: Int { max(0, problems - tallies.count) }

  /// The mean over problems of the unbiased pass@k; nil unless every problem has `k` samples.
  package func passAtK(_ k: Int) -> Double? { PassRate.value(k, of: sampled) }

  /// pass@1, 5, 10, 25, 50 and 100, as far as every problem has so many samples.
  package var rates: [PassRate] { PassRate.all(of: sampled) }

  /// Of the problems with samples, in the order of the task IDs.
  fileprivate var sampled: [SampleTally] {
    tallies.filter { $0.value.samples > 0 }.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Counts one verdict.
  package mutating func add(_ outcome: Outcome, taskID: String) {
    outcomes[outcome, default: 0] += 1
    tallies[taskID, default: SampleTally()].samples += outcome.isAttempt ? 1 : 0
    if outcome == .pass { tallies[taskID, default: SampleTally()].passed += 1 }
  }

  /// Counts a line that could not be judged; `line` counts from 1.
  package mutating func addUnreadable(line: Int, taskID: String?, reason: String) {
    unreadable += 1
    guard unreadableLines.count < 3 else { return }
    unreadableLines.append("line \(line)\(taskID.map { " (\($0))" } ?? ""): \(reason)")
  }
}

extension BatchSummary: CustomStringConvertible {
  /// A few lines for a person.
  package var description: String {
    let sampled = sampled.count
    var lines = [
      "\(count) judged, \(passed) passed, " + (sampled == 1 ? "1 problem" : "\(sampled) problems")
    ]
    let found = Outcome.allCases.compactMap { outcome in
      outcomes[outcome].map { "\(outcome.rawValue) \($0)" }
    }
    if !found.isEmpty { lines.append(found.joined(separator: " · ")) }
    let rates = rates
    lines += rates.map(Self.line)
    if rates.contains(where: { $0.bootstrap != nil }) {
      lines.append(
        "bootstrap: \(Bootstrap.resamples) resamples of the problems, percentile, seed "
          + "\(Bootstrap.seed)")
    }
    if problemsWithoutSamples > 0 {
      lines.append("\(problemsWithoutSamples) of \(problems) problems without samples")
    }
    if unreadable > 0 {
      lines.append("\(unreadable) \(unreadable == 1 ? "line" : "lines") could not be judged")
      lines += unreadableLines.map { "  \($0)" }
      if unreadable > unreadableLines.count { lines.append("  …") }
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ rate: PassRate) -> String {
    let intervals = [
      rate.wilson.map { "\(range($0)) by Wilson" },
      rate.bootstrap.map { "\(range($0)) by bootstrap" },
    ]
    let text = intervals.compactMap(\.self).joined(separator: ", ")
    return "pass@\(rate.k) \(percent(rate.value)) %"
      + (text.isEmpty ? "" : " (95 %, by problem: \(text))")
  }

  private static func range(_ range: ClosedRange<Double>) -> String {
    "\(percent(range.lowerBound))–\(percent(range.upperBound)) %"
  }

  private static func percent(_ rate: Double) -> String {
    let tenths = Int((rate * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
