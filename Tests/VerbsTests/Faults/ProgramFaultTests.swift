import Experiments
import ModelProviders
import Runs
import StoreTesting
import Testing
import TestKit

/// What can go wrong with a program that answers, through provider, session and store.
enum ProgramFault: String, Sendable, CaseIterable {
  case none, twoEnds, noEnd, failsAtOnce, failsInMidAnswer, killsItself, garbage, truncatedJSON
  case notANumber, hang, hangInMidAnswer, longLine, notUTF8, saysRateLimited, saysOverloaded
  case notThere

  /// The shell's commands; `$T` is the line with the text, `$E` the one that ends an answer.
  private var commands: String {
    switch self {
    case .none: "echo $T; echo $E"
    case .twoEnds: "echo $T; echo $E; echo $E; echo $T"
    case .noEnd: "echo $T"
    case .failsAtOnce: "echo no model >&2; exit 7"
    case .failsInMidAnswer: "echo $T; exit 1"
    case .killsItself: "echo $T; kill -9 $$"
    case .garbage: "echo $T; echo 123 garbage"
    case .truncatedJSON: "printf %s $T | head -c 12"
    case .notANumber: #"echo $T; echo "{\"end\":{\"usage\":{\"inputTokens\":NaN}}}""#
    case .hang: "sleep 600"
    case .hangInMidAnswer: "echo $T; sleep 600"
    case .longLine: "head -c 20000000 /dev/zero | tr \"\\0\" x"
    case .notUTF8: "printf \"\\377\\376\\n\""
    case .saysRateLimited: #"echo "{\"error\":{\"code\":\"rate-limited\",\"message\":\"slow\"}}""#
    case .saysOverloaded: #"echo "{\"error\":{\"code\":\"overloaded\",\"message\":\"full\"}}""#
    case .notThere: ""
    }
  }

  /// A model of this fault; the number makes it one that no breaker has seen.
  func model(_ number: Int) -> String {
    if self == .notThere { return "exec:/nowhere/model-\(number)" }
    let lines = #"T="{\"text\":\"x\"}"; E="{\"end\":{}}";"#
    return "exec:/bin/sh -c '\(lines) \(commands)' \(number)"
  }

  /// What must become of the call.
  var outcome: InjectedFaultTests.Outcome {
    switch self {
    case .none, .twoEnds: .answer(tries: 1)
    case .noEnd, .failsInMidAnswer, .killsItself: .infra(["broken-stream"], tries: 1)
    case .failsAtOnce: .infra(["broken-stream", "server-error", "bad-response"], tries: 1)
    case .garbage, .truncatedJSON, .notANumber, .longLine, .notUTF8:
      .infra(["bad-response", "broken-stream"], tries: 1)
    case .hang, .hangInMidAnswer: .infra(["timeout"], tries: 1)
    case .saysRateLimited: .infra(["rate-limited"], tries: 3)
    case .saysOverloaded: .infra(["overloaded"], tries: 3)
    case .notThere: .infra(["not-configured"], tries: 1)
    }
  }
}

extension InjectedFaultTests {
  @Test func `every fault of a program has its outcome, in time, and the session verifies`()
    async throws
  {
    let store = MemorySessionStore()
    let (session, directory) = try Self.workspace(["PATH": "/usr/bin:/bin"], store: store)
    try await Self.begin(session, ["retries": "2"])
    var random = SeededRandom(seed: 43)
    for call in 0..<max(ProgramFault.allCases.count, Self.count / 4) {
      let fault =
        call < ProgramFault.allCases.count
        ? ProgramFault.allCases[call] : ProgramFault.allCases.randomElement(using: &random) ?? .none
      try await session.change(setting: "coder", to: fault.model(call))
      // Only what must be late may be: the machine can be busy.
      for (setting, isMet) in [
        ("request-deadline", fault == .hang), ("idle-deadline", fault == .hangInMidAnswer),
      ] {
        try await session.change(setting: setting, to: isMet ? "20" : "80000")
      }
      let result = try await Self.step(session)
      guard case .infra(_, let tries) = fault.outcome else {
        Self.check(result, fault.outcome, tries: 1, "\(fault)")
        continue
      }
      // A program cannot be asked how often it was started: what was recorded must say it.
      Self.check(result, fault.outcome, tries: tries, "\(fault)")
    }
    try await Self.verify(session, store)
    await directory.shutdown()
  }
}
