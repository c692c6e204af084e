import Presentation

/// Where sessions are kept, and the room there.
enum StoreCheck: HealthCheck {
  /// Less than this is soon used up by sessions and problem sets.
  private static let little = 1 << 30
  /// With less than this a session cannot be kept safely.
  private static let tooLittle = 50 << 20

  static func findings(_ facts: DoctorFacts) -> [Finding] {
    var findings: [Finding] = []
    switch facts.sessions {
    case .success(let count):
      findings.append(
        Finding(.fine, "store", "\(Numbers.plural(count, "session")) in \(facts.folder)/sessions"))
    case .failure(let fault):
      findings.append(
        Finding(
          .missing, "store", fault.words,
          advice: "session export FILE --from STORE writes what can be read"))
    }
    guard let free = facts.freeBytes else { return findings }
    let mark: Finding.Mark = free < tooLittle ? .missing : free < little ? .attention : .fine
    findings.append(
      Finding(
        mark, "disk", "\(Numbers.bytes(free)) free",
        advice: mark == .fine ? "" : "make room: a full disk ends a session's recording"))
    return findings
  }
}
