package import Experiments

/// What a judged file amounts to.
package struct JudgeSummary: Sendable, Hashable {
  /// Samples and passes of one problem; runs that failed on our side are not samples.
  package struct Tally: Sendable, Hashable {
    package var samples = 0
    package var passed = 0
  }

  /// How many verdicts had each outcome.
  package var outcomes: [Outcome: Int] = [:]
  /// Per task ID.
  package var tallies: [String: Tally] = [:]
  /// Lines that could not be judged: not JSON, no such problem, no code.
  package var unreadable = 0

  package init() {}

  /// Verdicts given.
  package var count: Int { outcomes.values.reduce(0, +) }
  package var passed: Int { outcomes[.pass, default: 0] }

  /// The mean over problems of the unbiased pass@k; nil unless every problem has `k` samples.
  package func passAtK(_ k: Int) -> Double? {
    let rates = sampled.map { Statistics.passAtK(samples: $0.samples, correct: $0.passed, k: k) }
    guard !rates.isEmpty, !rates.contains(nil) else { return nil }
    return rates.reduce(0) { $0 + ($1 ?? 0) } / Double(rates.count)
  }

  /// Wilson's 95 % interval of pass@1, its unit the problem.
  package var interval: ClosedRange<Double>? {
    passAtK(1).flatMap { Statistics.wilsonInterval(rate: $0, count: sampled.count) }
  }

  private var sampled: [Tally] { tallies.values.filter { $0.samples > 0 } }

  /// Counts one verdict.
  package mutating func add(_ outcome: Outcome, taskID: String) {
    outcomes[outcome, default: 0] += 1
    guard outcome.isAttempt else { return }
    tallies[taskID, default: Tally()].samples += 1
    if outcome == .pass { tallies[taskID, default: Tally()].passed += 1 }
  }
}

extension JudgeSummary: CustomStringConvertible {
  /// A few lines for a person.
  package var description: String {
    var lines = [
      "\(count) judged, \(passed) passed, "
        + (sampled.count == 1 ? "1 problem" : "\(sampled.count) problems")
    ]
    if let rate = passAtK(1), let interval {
      let range = "\(Self.percent(interval.lowerBound))–\(Self.percent(interval.upperBound)) %"
      lines.append("pass@1 \(Self.percent(rate)) % (95 %: \(range), by problem)")
    }
    let found = Outcome.allCases.compactMap { outcome in
      outcomes[outcome].map { "\(outcome.rawValue) \($0)" }
    }
    if !found.isEmpty { lines.append(found.joined(separator: " · ")) }
    if unreadable > 0 { lines.append("\(unreadable) lines could not be judged") }
    return lines.joined(separator: "\n")
  }

  private static func percent(_ rate: Double) -> String {
    let tenths = Int((rate * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
