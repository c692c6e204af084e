import CanonicalJSON
import Experiments

/// One measured thing: its samples, what it is compared with, and what it must not exceed.
struct Figure: Sendable {
  /// Something else measured in the same rounds, which says what the machine can do at best.
  struct Reference: Sendable {
    var name: String
    var samples: Samples
  }

  var name: String
  var unit = "ms"
  var samples: Samples
  var reference: Reference?
  /// The most the median may be, in the figure's unit.
  var target: Double?
  /// Anything else worth knowing: counts, sizes.
  var details: [String: JSONValue] = [:]

  var isMet: Bool? { target.map { samples.median <= $0 } }

  var json: JSONValue {
    var members = details
    members["name"] = .string(name)
    members["unit"] = .string(unit)
    members["n"] = .integer(samples.count)
    members["median"] = .number(samples.median.rounded)
    members["p90"] = .number(samples.p90.rounded)
    members["min"] = .number(samples.least.rounded)
    if let cpu = samples.cpuMedian { members["cpuMedian"] = .number(cpu.rounded) }
    if let reference {
      members["reference"] = [
        "name": .string(reference.name), "median": .number(reference.samples.median.rounded),
        "ratio": .number((samples.median / reference.samples.median).rounded),
      ]
    }
    if let target, let isMet {
      members["target"] = .number(target.rounded)
      members["isMet"] = .bool(isMet)
    }
    return .object(members)
  }
}

extension Double {
  /// To three decimals.
  var rounded: Double { (self * 1000).rounded() / 1000 }
}
