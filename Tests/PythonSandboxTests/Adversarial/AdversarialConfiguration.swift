import Experiments
import Judging
import PythonSandbox

/// Which of the sandbox's layers are tried.
enum AdversarialConfiguration: String, Sendable, CaseIterable, CustomStringConvertible {
  case everything = "everything on"
  case ordinaryUser = "as an ordinary user"
  case withoutNamespaces = "without namespaces"
  case withoutSeccomp = "without seccomp"

  var description: String { rawValue }

  /// The configurations that the sandbox can be put into.
  static let available = allCases

  /// The one place where the suite makes its sandbox.
  ///
  /// An ordinary user takes the system's Python: another may lie in the home directory of root.
  func sandbox(environment: [String: String]) -> any Sandbox {
    switch self {
    case .everything: PythonRunner(environment: environment)
    case .ordinaryUser:
      PythonRunner(
        python: "/usr/bin/python3", environment: environment,
        options: SandboxOptions(user: 65534))
    case .withoutNamespaces:
      PythonRunner(
        environment: environment,
        options: SandboxOptions(
          leftOut: [
            "user-namespace", "pid-namespace", "network-namespace", "ipc-namespace",
            "host-name-namespace", "minimal-root",
          ]))
    case .withoutSeccomp:
      PythonRunner(environment: environment, options: SandboxOptions(leftOut: ["seccomp"]))
    }
  }

  /// Whether this process may use the configuration; only root starts programs as another user.
  func isPossible(isRoot: Bool) -> Bool { self != .ordinaryUser || isRoot }

  /// The right outcomes of a case.
  func outcomes(of given: AdversarialCase) -> Set<Outcome> {
    self == .withoutSeccomp ? given.outcomes.union(given.unfiltered) : given.outcomes
  }
}
