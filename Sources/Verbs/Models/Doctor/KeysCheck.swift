import Experiments

/// The keys of hosted services; nothing of a key is shown.
enum KeysCheck: HealthCheck {
  static func findings(_ facts: DoctorFacts) -> [Finding] {
    facts.keys.map { key in
      let subject = "key"
      switch key.state {
      case .missing:
        return Finding(
          .attention, subject, "\(key.variable) is not set",
          advice: "only for models of \(key.service); put it into .env or the environment",
          kind: .models)
      case .notAsked:
        return Finding(
          .fine, subject, "\(key.variable) is set (redacted), not tried",
          advice: "doctor --online asks \(key.service) whether it is accepted")
      case .accepted:
        return Finding(.fine, subject, "\(key.variable) is accepted by \(key.asked)")
      case .refused(let words):
        return Finding(
          .missing, subject, "\(key.variable) is refused by \(key.asked): \(words)",
          advice: "make a new key, or take the variable away", kind: .models)
      case .unreachable(let words):
        return Finding(
          .attention, subject, "\(key.service) cannot be asked: \(words)",
          advice: "HTTPS_PROXY and SSL_CERT_FILE may be needed here", kind: .models)
      }
    }
  }
}
