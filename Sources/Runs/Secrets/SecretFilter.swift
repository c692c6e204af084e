import CanonicalJSON
package import Experiments

/// Keeps keys out of a session: what is recorded goes through here.
///
/// It knows the values of this process's own keys, and the shapes that services give theirs. Names
/// that values are given to (`api_key = …`) do not count here, since a model's code is full of them;
/// exports, which are never run, are searched for those as well.
package struct SecretFilter: Sendable {
  private let known: [String]

  /// Takes the values of all variables whose names say that they hold a secret, and the names and
  /// passwords in the URLs of others.
  package init(environment: [String: String] = [:]) {
    let secrets = environment.flatMap { name, value in Self.secrets(in: value, of: name) }
    // In records they stand as JSON writes them.
    let written = secrets.map { String(JSONValue.string($0).canonical.dropFirst().dropLast()) }
    // The longest first: one may be a part of another.
    known = Set(secrets + written).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  private static func secrets(in value: String, of name: String) -> [String] {
    func has(_ endings: [String]) -> Bool { endings.contains { name.uppercased().hasSuffix($0) } }
    let trimmed = value.trimmingBlanks()
    if has(["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIALS"]) {
      return trimmed.utf8.count >= 8 ? [trimmed] : []
    }
    guard has(["URL", "HOST", "PROXY"]), let login = trimmed.urlLogin else { return [] }
    let parts = login.split(separator: ":", maxSplits: 1).map(String.init)
    return ([String(login)] + parts.dropFirst()).filter { $0.utf8.count >= 6 }
  }

  /// The text with every key in it replaced by `<redacted>`.
  package func redact(_ text: String) -> String {
    var text = text
    for value in known where text.contains(value) {
      text = text.replacing(value, with: SecretScan.mark)
    }
    return SecretScan.redact(text, assignments: false)
  }

  /// An error without keys, which servers and programs repeat in their words.
  package func redact(_ error: ProviderError) -> ProviderError {
    var error = error
    error.message = redact(error.message)
    error.retries = error.retries.map(redact)
    return error
  }

  /// A failed try without keys.
  package func redact(_ retry: CallRetry) -> CallRetry {
    var retry = retry
    retry.message = redact(retry.message)
    return retry
  }
}

extension String {
  fileprivate func trimmingBlanks() -> String {
    let isOuter: (Character) -> Bool = { $0.isWhitespace || $0 == "\"" || $0 == "'" }
    var rest = self[...].drop(while: isOuter)
    while let last = rest.last, isOuter(last) { rest.removeLast() }
    return String(rest)
  }
}
