import Experiments
import Judging
import FoundationEssentials
import Glibc
import TestKit
import Testing

/// Candidates of our own that try to pass without being right, to get out, or to do harm.
@Suite("Hostile candidates", .paced, .serialized)
struct AdversarialTests {
  /// Every case under `KODERZ_FULL=1`, else one of `share`, others for each place.
  private static func selection(
    of cases: [AdversarialCase], share: Int, place: Int
  ) -> [AdversarialCase] {
    if TestData.isFull { return cases }
    return cases.indices.filter { $0 % share == place % share }.map { cases[$0] }
  }

  /// A third of each class, all of them under `KODERZ_FULL=1`.
  @Test func `Every candidate gets a right outcome and leaves nothing behind`() async throws {
    let bench = try AdversarialBench(.everything)
    for (place, kind) in AdversarialClass.all.enumerated() {
      try await bench.run(Self.selection(of: kind.cases, share: 3, place: place))
    }
    try await bench.runHonestAnswers()
  }

  @Test(.enabled(if: TestData.isFull, "set KODERZ_FULL=1 to run it"))
  func `A candidate over which judges are lost does not stop the next one`() async throws {
    let bench = try AdversarialBench(.everything)
    for kind in AdversarialClass.slow {
      try await bench.run(kind.cases)
      try await bench.runHonestAnswers()
    }
  }

  /// A tenth of the cases, another one in each configuration; all of them under `KODERZ_FULL=1`.
  @Test(arguments: AdversarialConfiguration.available.filter { $0 != .everything })
  func `With fewer layers the outcomes are still right`(
    _ configuration: AdversarialConfiguration
  ) async throws {
    guard configuration.isPossible(isRoot: geteuid() == 0) else {
      print("skipped \(configuration): only root can start programs as another user")
      return
    }
    let place = AdversarialConfiguration.allCases.firstIndex(of: configuration) ?? 0
    let all = AdversarialClass.all.flatMap(\.cases)
    let cases = Self.selection(of: all, share: 10, place: place)
    let bench = try AdversarialBench(configuration)
    try await bench.run(cases)
    try await bench.runHonestAnswers()
  }

  @Test(arguments: AdversarialConfiguration.available)
  func `No run finds what the one before it left`(
    _ configuration: AdversarialConfiguration
  ) async throws {
    guard configuration.isPossible(isRoot: geteuid() == 0) else { return }
    let bench = try AdversarialBench(configuration)
    for state in CarriedState.all {
      try await bench.run(state.leaving)
      // Twice, since there may be two places where a run can go.
      try await bench.run([state.finding, state.finding])
    }
  }

  @Test func `There are cases enough, each with a name of its own and a reason`() {
    let cases = (AdversarialClass.all + AdversarialClass.slow).flatMap(\.cases)
    #expect(cases.count >= 300)
    #expect(Set(cases.map(\.name)).count == cases.count)
    #expect(cases.allSatisfy { !$0.outcomes.isEmpty && !$0.outcomes.contains(.infra) })
    #expect(cases.allSatisfy { !$0.why.isEmpty })
  }

  @Test func `The right answers pass`() async throws {
    for configuration in AdversarialConfiguration.available
    where configuration.isPossible(isRoot: geteuid() == 0) {
      try await AdversarialBench(configuration).runHonestAnswers(to: BenchmarkProblem.adversarial)
    }
  }
}
