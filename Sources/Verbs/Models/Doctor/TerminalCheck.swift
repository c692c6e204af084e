/// What the terminal can show.
enum TerminalCheck: HealthCheck {
  static func findings(_ facts: DoctorFacts) -> [Finding] {
    let term = facts.environment["TERM"] ?? ""
    guard !["", "dumb"].contains(term) else {
      return [
        Finding(
          .attention, "terminal", term.isEmpty ? "TERM is not set" : "TERM is dumb",
          advice: "plain output only; export TERM=xterm-256color in a terminal that has colours")
      ]
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { facts.environment[$0] }
      .first { !$0.isEmpty }
    let isUTF8 = locale.map { $0.lowercased().contains("utf") || ["C", "POSIX"].contains($0) }
    let colours = facts.environment["NO_COLOR", default: ""].isEmpty ? "" : ", NO_COLOR is set"
    guard facts.width >= 60, isUTF8 ?? true else {
      return [
        Finding(
          .attention, "terminal", "\(term), \(facts.width) columns, \(locale ?? "no locale")",
          advice: "60 columns and a UTF-8 locale show everything; export LANG=C.UTF-8")
      ]
    }
    return [Finding(.fine, "terminal", "\(term), \(facts.width) columns\(colours)")]
  }
}
