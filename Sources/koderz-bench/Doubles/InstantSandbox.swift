import Experiments
import Judging
import PythonSandbox

/// A sandbox that runs nothing: every candidate fails three of eight assertions at once.
struct InstantSandbox: Sandbox {
  let judges: [any JudgeKind.Type] = PythonJudges.all

  func run(_ run: TestRun) async throws -> Verdict { Self.verdict }

  func status(python: String?) async -> SandboxStatus {
    SandboxStatus(python: nil, version: "", layers: [])
  }

  static let verdict = Verdict(
    outcome: .wrong, passed: 5, total: 8, results: "pppfpffp", failures: [3, 5, 6].map(failure),
    cpuMs: 14.25, wallMs: 21.5, peakMemoryBytes: 11_534_336,
    layers: ["user namespace", "network", "seccomp", "limits"], python: "3.11.2")

  private static func failure(_ index: Int) -> AssertionFailure {
    AssertionFailure(
      index: index, expression: "candidate([1.0, 2.0, 3.9, 4.0, 5.0, 2.2], 0.\(index)) == True",
      call: "has_close_elements([1.0, 2.0, 3.9, 4.0, 5.0, 2.2], 0.\(index))", expected: "True",
      got: "False", line: index + 9)
  }
}
