import Experiments
import Synchronization

/// One judge, with its zygote of solutions: a process that answers one request after the other.
///
/// It ends when this value is gone. A class because its process is one thing that is shared.
final class JudgeProcess: Sendable {
  let greeting: JudgeGreeting
  private let channel: JudgeChannel
  private let known = Mutex<Set<String>>([])

  /// Starts a judge and waits until it is ready.
  ///
  /// - Throws: `HarnessError` with the reason why it cannot work; `CancellationError`.
  static func start(
    _ interpreter: Interpreter, style: Problem.TestStyle, options: SandboxOptions,
    temporaryDirectory: String
  ) async throws -> JudgeProcess {
    let channel = try await JudgeChannel.open(
      interpreter, user: options.user, temporaryDirectory: temporaryDirectory)
    do {
      let greeting = try await greeting(from: channel, interpreter, style, options)
      return JudgeProcess(greeting: greeting, channel: channel)
    } catch {
      channel.end()
      throw error
    }
  }

  /// Tells a judge what it needs and hears whether it can work.
  private static func greeting(
    from channel: JudgeChannel, _ interpreter: Interpreter, _ style: Problem.TestStyle,
    _ options: SandboxOptions
  ) async throws -> JudgeGreeting {
    let configuration: JSONValue = [
      "leftOut": .array(options.leftOut.sorted().map(JSONValue.string)),
      "paths": .array(interpreter.paths(for: style).map(JSONValue.string)), "preload": [],
      "profile": style == .unittest ? "libraries" : "plain",
      "cache": options.cacheDirectory.map(JSONValue.string) ?? .null,
    ]
    let parts = [interpreter.programs, Array(configuration.canonical.utf8)]
    let data = try await channel.exchange(parts, within: options.longestStart)
    guard let greeting = try? JudgeGreeting(canonicalJSON: String(decoding: data, as: UTF8.self))
    else { throw HarnessError(description: "the judge's greeting cannot be read") }
    if let problem = greeting.problem { throw HarnessError(description: problem) }
    if let missing = greeting.missing, !missing.isEmpty, !options.allowsWeak {
      throw HarnessError(
        description: "the sandbox is too weak on this machine: \(missing); "
          + "the verb sandbox says why, --weak-sandbox runs candidates all the same")
    }
    return greeting
  }

  private init(greeting: JudgeGreeting, channel: JudgeChannel) {
    self.greeting = greeting
    self.channel = channel
  }

  deinit { channel.end() }

  /// Has a request answered.
  ///
  /// - Throws: `JudgeLost` when the process ended or had to be ended: it is of no use any more.
  ///   `CancellationError` likewise.
  func reply(to request: JudgeRequest) async throws -> JudgeReply {
    let key = request.problemKey
    let isKnown = known.withLock { $0.contains(key) }
    let text = request.json(isProblemKnown: isKnown).canonical
    let data = try await channel.exchange([Array(text.utf8)], within: request.deadline)
    known.withLock { known in
      if known.count >= Self.mostProblems { known.removeAll() }
      known.insert(key)
    }
    do {
      return try JudgeReply(canonicalJSON: String(decoding: data, as: UTF8.self))
    } catch {
      throw JudgeLost(reason: "its answer cannot be read: \(error)")
    }
  }

  /// The judge forgets its problems at this number too.
  private static let mostProblems = 512
}

/// A judge that ended, or that had to be ended.
struct JudgeLost: Error, CustomStringConvertible {
  var reason: String
  var description: String { "the judge's process was lost: \(reason)" }
}
