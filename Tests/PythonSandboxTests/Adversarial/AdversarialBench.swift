import Experiments
import Judging
import FoundationEssentials
import Glibc
import Testing

/// A sandbox in one configuration, with a secret beside it and a look at what is left.
///
/// One at a time: the secret's path is in the candidates.
final class AdversarialBench: Sendable {
  let configuration: AdversarialConfiguration
  private let sandbox: any Sandbox

  init(_ configuration: AdversarialConfiguration) throws {
    self.configuration = configuration
    try Self.layOut()
    var environment = ProcessInfo.processInfo.environment
    environment["TMPDIR"] = "\(Canary.directory)/tmp"
    environment["KODERZ_SECRET"] = Canary.secret
    sandbox = configuration.sandbox(environment: environment)
  }

  deinit { try? FileManager.default.removeItem(atPath: Canary.directory) }

  /// Makes the directory with everything that candidates may look for; anyone may read the secret
  /// and empty the victim, so that only the sandbox stands before them.
  private static func layOut() throws {
    let files = FileManager.default
    for directory in [Canary.directory, "\(Canary.directory)/tmp", Canary.victim] {
      try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
      try files.setAttributes(
        [.posixPermissions: directory == Canary.victim ? 0o777 : 0o755], ofItemAtPath: directory)
    }
    for path in [Canary.secretFile, "\(Canary.victim)/file"] {
      try Data(Canary.secret.utf8).write(to: URL(filePath: path))
      try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    }
  }

  /// Runs cases two at a time and judges each.
  func run(_ cases: [AdversarialCase]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, given) in cases.enumerated() {
        if index >= 2 { try await group.next() }
        group.addTask { try await self.run(given) }
      }
      try await group.waitForAll()
    }
  }

  func run(_ given: AdversarialCase) async throws {
    let verdict = try await sandbox.run(
      TestRun(given.problem, .source(given.code), limits: given.limits))
    let right = configuration.outcomes(of: given)
    let wanted = right.map(\.rawValue).sorted().joined(separator: " or ")
    #expect(
      right.contains(verdict.outcome),
      """
      \(given.name), \(configuration): \(verdict.outcome.rawValue) instead of \(wanted), as \
      \(given.why): \(verdict.message) \(String(describing: verdict.exception))
      """)
    #expect(verdict.outcome == .pass || verdict.passed < verdict.total, "\(given.name)")
    #expect(verdict.passed <= verdict.total, "\(given.name)")
    #expect(!"\(verdict)".contains(Canary.secret), "\(given.name) has seen the secret")
    try Self.expectNoHarm(from: given.name)
    try await Self.expectNoProcess(of: given.name)
  }

  /// Right answers pass as if nothing had been before them.
  func runHonestAnswers(to problems: [BenchmarkProblem] = [.mean, .rotate]) async throws {
    try await run(
      problems.map {
        AdversarialCase(
          "the right \($0.entryPoint) afterwards", $0, [.pass], why: "it is right",
          code: $0.rightAnswer)
      })
  }

  /// Looks for files made where none may be made, and for files lost; sets right what it reports.
  private static func expectNoHarm(from name: String) throws {
    let files = FileManager.default
    let places = ["/tmp", "/dev/shm", "/var/tmp", Canary.directory, Canary.victim]
    let made = places.flatMap { place in
      ((try? files.contentsOfDirectory(atPath: place)) ?? [])
        .filter { $0.hasPrefix(Canary.mark) }.map { "\(place)/\($0)" }
    }
    let lost = [Canary.secretFile, "\(Canary.victim)/file"]
      .filter { files.contents(atPath: $0) != Data(Canary.secret.utf8) }
    guard !made.isEmpty || !lost.isEmpty else { return }
    Issue.record("\(name), or the case beside it, has made \(made) and lost \(lost)")
    for path in made { try? files.removeItem(atPath: path) }
    try layOut()
  }

  /// Processes that carry the candidates' mark, by name or in their arguments.
  private static var processes: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.filter { name in
      Int(name) != nil
        && ["comm", "cmdline"].contains { file in
          let data = FileManager.default.contents(atPath: "/proc/\(name)/\(file)") ?? Data()
          return String(decoding: data, as: UTF8.self).contains(Canary.mark)
        }
    }
  }

  /// Waits, since the case beside this one may have processes of its own for as long as it runs.
  private static func expectNoProcess(of name: String) async throws {
    let deadline = ContinuousClock.now + .seconds(15)
    while !processes.isEmpty {
      guard ContinuousClock.now < deadline else {
        Issue.record("\(name), or the case beside it, has left processes: \(processes)")
        return
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
