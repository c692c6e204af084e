import Experiments

/// One way in which the simulated server fails, and how often: `429:0.1`.
package struct SimulatedServerFault: Sendable, Hashable {
  /// What happens.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case rateLimited = "429"
    case serverError = "500"
    case overloaded = "503"
    /// The stream breaks in the middle of the answer.
    case drop
    /// The answer comes late.
    case slow
    /// The answer is no answer.
    case garbage
  }

  package var kind: Kind
  /// The chance at each call, `0...1`.
  package var chance: Double

  package init(kind: Kind, chance: Double) {
    self.kind = kind
    self.chance = chance
  }

  /// Reads `KIND:CHANCE`, as `--sim-fault` takes it.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when it is malformed.
  package init(_ text: String) throws {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])),
      let chance = Double(parts[1]), (0...1).contains(chance)
    else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ProviderError(
        code: .notConfigured,
        endpoint: "sim",
        message: "'\(text)' is not KIND:CHANCE with a kind of \(kinds) and a chance from 0 to 1",
        suggestion: "429:0.1")
    }
    self.init(kind: kind, chance: chance)
  }

  /// Whether it happens at a call, counted from 0.
  func strikes(atCall call: Int, seed: UInt64) -> Bool {
    SeededHash(seed).mixing("server").mixing(kind.rawValue).mixing(call).uniform < chance
  }

  /// What a call ends with; nil for `slow`, which only delays.
  func error(endpoint: String) -> ProviderError? {
    let (code, message): (ProviderError.Code, String)
    switch kind {
    case .rateLimited: (code, message) = (.rateLimited, "HTTP 429: simulated rate limit")
    case .serverError: (code, message) = (.serverError, "HTTP 500: simulated server error")
    case .overloaded: (code, message) = (.overloaded, "HTTP 503: simulated overload")
    case .drop: (code, message) = (.brokenStream, "the simulated stream broke in the middle")
    case .garbage: (code, message) = (.badResponse, "the simulated answer is garbage")
    case .slow: return nil
    }
    return ProviderError(code: code, endpoint: endpoint, message: message, suggestion: nil)
  }
}
