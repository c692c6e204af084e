import Experiments
import PythonSandbox

/// Which of the sandbox's layers are tried.
enum AdversarialConfiguration: String, Sendable, CaseIterable, CustomStringConvertible {
  case everything = "everything on"
  case ordinaryUser = "as an ordinary user"
  case withoutNamespaces = "without namespaces"
  case withoutSeccomp = "without seccomp"

  var description: String { rawValue }

  /// The configurations that the sandbox can be put into.
  static let available: [Self] = [.everything]

  /// The one place where the suite makes its sandbox.
  func sandbox(environment: [String: String]) -> any Sandbox {
    PythonRunner(environment: environment)
  }

  /// Whether this process may use the configuration; only root starts programs as another user.
  func isPossible(isRoot: Bool) -> Bool { self != .ordinaryUser || isRoot }

  /// The right outcomes of a case.
  func outcomes(of given: AdversarialCase) -> Set<Outcome> {
    self == .withoutSeccomp ? given.outcomes.union(given.unfiltered) : given.outcomes
  }
}
