/// Measurements of one thing, in the unit of their figure.
struct Samples: Sendable {
  private(set) var values: [Double] = []

  /// CPU time in milliseconds; empty for things done in other processes.
  private var cpu: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }

  mutating func add(_ lap: Lap) {
    values.append(lap.wallMs)
    cpu.append(lap.cpuMs)
  }

  var count: Int { values.count }

  /// The middle value, or the mean of the two in the middle; 0 without values.
  var median: Double { Self.median(values) }

  /// The same of the CPU time; nil when that is not known.
  var cpuMedian: Double? { cpu.isEmpty ? nil : Self.median(cpu) }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let upper = sorted.dropFirst(sorted.count / 2).first else { return 0 }
    return sorted.count.isMultiple(of: 2) ? (upper + sorted[sorted.count / 2 - 1]) / 2 : upper
  }

  /// The value that nine of ten do not exceed, by nearest rank; 0 without values.
  var p90: Double { percentile(0.9) }

  /// The value that ninety-nine of a hundred do not exceed, by nearest rank; 0 without values.
  var p99: Double { percentile(0.99) }

  private func percentile(_ share: Double) -> Double {
    let sorted = values.sorted()
    let rank = (Double(sorted.count) * share).rounded(.up)
    return sorted.isEmpty ? 0 : sorted[max(0, Int(rank) - 1)]
  }

  var least: Double { values.min() ?? 0 }
}
