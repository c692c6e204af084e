import Experiments

/// The key of a service, from its variable.
enum ServiceKey {
  /// The key; nil when the variable is not set or blank.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when the value cannot stand in a header.
  static func read(
    _ variable: String, in environment: [String: String], endpoint: String
  ) throws -> Secret? {
    let value = (environment[variable] ?? "").trimmingSpaces()
      .trimming { $0 == "\"" || $0 == "'" }
    if value.isEmpty { return nil }
    guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw ProviderError(
        code: .notConfigured, endpoint: endpoint,
        message: "the value of \(variable) has a character that no key has",
        suggestion: "\(variable) again, without spaces and line ends")
    }
    return Secret(value)
  }

  /// The error for a hosted service that has no key.
  static func missing(_ variable: String, for model: String, endpoint: String) -> ProviderError {
    ProviderError(
      code: .notConfigured, endpoint: endpoint,
      message: "'\(model)' needs a key: \(variable) is not set",
      suggestion: "\(variable) in the environment or in .env, or a local model")
  }
}
