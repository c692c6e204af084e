/// Keeps keys out of a session: what is recorded goes through here.
///
/// It knows the values of this process's own keys, and the shapes that services give theirs. Names
/// that values are given to (`api_key = …`) do not count here, since a model's code is full of them;
/// exports, which nobody runs, are searched for those as well.
package struct SecretFilter: Sendable {
  private let known: [String]

  /// Takes the values of all variables whose names say that they hold a secret.
  package init(environment: [String: String] = [:]) {
    let endings = ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIALS"]
    let values = environment.compactMap { name, value in
      let isSecret = endings.contains { name.uppercased().hasSuffix($0) }
      let trimmed = value.trimmingBlanks()
      return isSecret && trimmed.utf8.count >= 8 ? trimmed : nil
    }
    // The longest first: one may be a part of another.
    known = Set(values).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  /// The text with every key in it replaced by `<redacted>`.
  package func redact(_ text: String) -> String {
    var text = text
    for value in known where text.contains(value) {
      text = text.replacing(value, with: SecretScan.mark)
    }
    return SecretScan.redact(text, assignments: false)
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
