import CanonicalJSON
import Experiments
import Synchronization

/// One judge, with its zygote of solutions: a process that answers one request after the other.
///
/// It ends when this value is gone. A class because its process is one thing that is shared.
final class HarnessProcess: Sendable {
  let greeting: HarnessGreeting
  private let channel: HarnessChannel
  private let known = Mutex<Set<String>>([])

  /// Starts a judge and waits until it is ready.
  ///
  /// - Throws: `HarnessError` with the reason why it cannot work; `CancellationError`.
  static func start(
    _ interpreter: PythonInterpreter, profile: HarnessProfile, options: SandboxOptions,
    temporaryDirectory: String
  ) async throws -> HarnessProcess {
    let channel = try await HarnessChannel.open(
      interpreter, user: options.user, temporaryDirectory: temporaryDirectory)
    do {
      let greeting = try await greeting(from: channel, interpreter, profile, options)
      return HarnessProcess(greeting: greeting, channel: channel)
    } catch {
      channel.end()
      throw error
    }
  }

  /// Sends a judge what it needs and reads whether it can work.
  private static func greeting(
    from channel: HarnessChannel, _ interpreter: PythonInterpreter, _ profile: HarnessProfile,
    _ options: SandboxOptions
  ) async throws -> HarnessGreeting {
    let configuration: JSONValue = [
      "leftOut": .array(options.leftOut.sorted().map(JSONValue.string)),
      "paths": .array(interpreter.paths(for: profile).map(JSONValue.string)), "preload": [],
      "profile": .string(profile.name),
      "cache": options.cacheDirectory.map(JSONValue.string) ?? .null,
    ]
    let parts = [interpreter.programs, Array(configuration.canonical.utf8)]
    let data = try await channel.exchange(parts, within: options.longestStart)
    guard let greeting = try? HarnessGreeting(canonicalJSON: String(decoding: data, as: UTF8.self))
    else {
      throw HarnessError(
        description: "the judge process is unusable: its greeting cannot be read")
    }
    if let problem = greeting.problem { throw HarnessError(description: problem) }
    if let missing = greeting.missing, !missing.isEmpty, !options.allowsWeak {
      throw HarnessError(
        description: "the sandbox is too weak on this machine: \(missing); "
          + "the verb sandbox says why, --weak-sandbox runs candidates all the same")
    }
    return greeting
  }

  private init(greeting: HarnessGreeting, channel: HarnessChannel) {
    self.greeting = greeting
    self.channel = channel
  }

  deinit { channel.end() }

  /// Has a request answered.
  ///
  /// - Throws: `HarnessLost` when the process ended or had to be ended: it is of no use any more.
  ///   `CancellationError` likewise.
  func reply(to request: HarnessRequest) async throws -> HarnessReply {
    let key = request.problemKey
    let isKnown = known.withLock { $0.contains(key) }
    let text = request.json(isProblemKnown: isKnown).canonical
    let data = try await channel.exchange([Array(text.utf8)], within: request.deadline)
    known.withLock { known in
      if known.count >= Self.mostProblems { known.removeAll() }
      known.insert(key)
    }
    do {
      return try HarnessReply(canonicalJSON: String(decoding: data, as: UTF8.self))
    } catch {
      throw HarnessLost(reason: "its answer cannot be read: \(error)")
    }
  }

  /// The judge forgets its problems at this number too.
  private static let mostProblems = 512
}

/// A judge that ended, or that had to be ended.
struct HarnessLost: Error, CustomStringConvertible {
  var reason: String
  var description: String { "the judge's process was lost: \(reason)" }
}
