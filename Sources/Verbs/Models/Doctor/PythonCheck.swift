import Experiments
import Judging

/// The interpreter that runs candidates and what keeps it in.
enum PythonCheck: HealthCheck {
  static func findings(_ facts: DoctorFacts) -> [Finding] {
    let status = facts.sandbox
    guard let python = status.python else {
      return [
        Finding(
          .missing, "python", status.problem.isEmpty ? "none was found" : status.problem,
          advice: "install Python 3.10 or later, or name one: set --save python PATH")
      ]
    }
    let version = Finding(.fine, "python", "\(status.version)  \(python)")
    guard status.problem.isEmpty else {
      return [
        version,
        Finding(
          .missing, "sandbox", status.problem,
          advice: "sandbox lists the layers; --weak-sandbox runs without all of them"),
      ]
    }
    return [version, layers(status.layers)]
  }

  private static func layers(_ layers: [SandboxStatus.Layer]) -> Finding {
    let off = layers.filter { !$0.isOn }
    let count = "a trial run passed; \(layers.count - off.count) of \(layers.count) layers on"
    guard !off.isEmpty else { return Finding(.fine, "sandbox", count) }
    return Finding(
      .fine, "sandbox", count + ", off here: " + off.map(\.name).joined(separator: ", "),
      advice: "sandbox says why each is off; what is on is enough to run")
  }
}
