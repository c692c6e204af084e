import Experiments

/// What `sim:p[:seed]` says.
struct SimulatorName: Sendable, Hashable {
  /// The name as written.
  var text: String
  /// Chance that a completion passes without feedback or guidance, `0...1`.
  var skill: Double
  var seed: UInt64

  /// Reads a name; `defaultSeed` counts when it has none.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when it is malformed.
  init(_ text: String, defaultSeed: UInt64) throws {
    self.text = text
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let skill = Double(parts[1]), (0...1).contains(skill)
    else { throw Self.malformed(text, "p is a chance between 0 and 1") }
    self.skill = skill
    guard parts.count == 3 else {
      seed = defaultSeed
      return
    }
    guard let seed = UInt64(parts[2]) else {
      throw Self.malformed(text, "the seed is a whole number from 0")
    }
    self.seed = seed
  }

  private static func malformed(_ text: String, _ reason: String) -> ProviderError {
    ProviderError(
      code: .notConfigured,
      endpoint: "sim",
      message: "'\(text)' is not \(SimulatorKind.form): \(reason)",
      suggestion: SimulatorKind.example)
  }
}
