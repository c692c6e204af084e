import Presentation

/// The problem sets of the workspace.
enum DatasetsCheck: HealthCheck {
  static func findings(_ facts: DoctorFacts) -> [Finding] {
    let data = facts.datasets
    guard !data.files.isEmpty else {
      return [
        Finding(
          .attention, "problems",
          "\(Numbers.plural(data.problems, "problem")); none in \(facts.folder)/data",
          advice: "put .jsonl or .jsonl.gz files there; load starter has a few to begin with")
      ]
    }
    return [
      Finding(
        .fine, "problems",
        "\(Numbers.plural(data.problems, "problem")) · \(data.files.joined(separator: ", "))")
    ]
  }
}
