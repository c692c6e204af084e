/// What a coder could have seen; results are only comparable within one label.
package enum Exposure: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
  /// The problem and its spec alone.
  case comparable = "pass@1-comparable"
  /// That earlier attempts failed and how, or a person's guidance, but no test's values.
  case feedback
  /// Assertions, expected values, or the words of a reviewer who saw them.
  case oracle = "oracle-exposed"
  /// A person wrote the code: the attempt belongs to no model and counts in no rate.
  case byHand = "by hand"

  package static func < (left: Exposure, right: Exposure) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .comparable: 0
    case .feedback: 1
    case .oracle: 2
    case .byHand: 3
    }
  }
}
