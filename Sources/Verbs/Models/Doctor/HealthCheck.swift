/// Something that a first run needs, judged from facts; does no I/O.
///
/// To add one, write a conforming type in a file of its own and add it to `HealthChecks.all`.
protocol HealthCheck: Sendable {
  /// What was found, in the order to show it.
  static func findings(_ facts: DoctorFacts) -> [Finding]
}

enum HealthChecks {
  /// In the order `doctor` shows them.
  static let all: [any HealthCheck.Type] = [
    PythonCheck.self, RolesCheck.self, ServersCheck.self, KeysCheck.self, DatasetsCheck.self,
    StoreCheck.self, TerminalCheck.self,
  ]
}
