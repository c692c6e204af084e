import Experiments

/// Judges of one part of the harness that are at work or waiting for it.
///
/// An actor because runs on several tasks take from it and give back.
actor HarnessPool {
  private let interpreter: PythonInterpreter
  private let profile: HarnessProfile
  private let options: SandboxOptions
  private let temporaryDirectory: String
  /// One for each judge that may be at work.
  let slots: WorkerSlots
  /// Judges that wait for work; at work and waiting are together as many as there are slots at most.
  private var idle: [HarnessProcess] = []

  init(
    _ interpreter: PythonInterpreter, profile: HarnessProfile, options: SandboxOptions,
    temporaryDirectory: String
  ) {
    self.interpreter = interpreter
    self.profile = profile
    self.options = options
    self.temporaryDirectory = temporaryDirectory
    slots = WorkerSlots(options.workers)
  }

  /// Has a request answered by the next free judge.
  ///
  /// A judge that is lost on the way, for any reason, is replaced and the request sent once more.
  ///
  /// - Throws: `HarnessLost` when the second is lost too, `HarnessError` when no judge can work;
  ///   `CancellationError`.
  func reply(to request: HarnessRequest) async throws -> (HarnessReply, HarnessGreeting) {
    do {
      return try await tryReply(to: request)
    } catch is HarnessLost {
      return try await tryReply(to: request)
    }
  }

  /// What a judge says of the layers.
  ///
  /// - Throws: `HarnessError`, `CancellationError`.
  func greeting() async throws -> HarnessGreeting {
    try await withSlot {
      let judge = try await idleOrNew()
      idle.append(judge)
      return judge.greeting
    }
  }

  private func tryReply(
    to request: HarnessRequest
  ) async throws -> (HarnessReply, HarnessGreeting) {
    try await withSlot {
      let judge = try await idleOrNew()
      let reply = try await judge.reply(to: request)
      idle.append(judge)
      return (reply, judge.greeting)
    }
  }

  /// Runs `body` when there is room for one more worker.
  ///
  /// - Throws: `CancellationError` when cancelled while waiting; what `body` throws.
  private func withSlot<Result>(_ body: () async throws -> Result) async throws -> Result {
    try await slots.take()
    do {
      let result = try await body()
      await slots.giveBack()
      return result
    } catch {
      await slots.giveBack()
      throw error
    }
  }

  private func idleOrNew() async throws -> HarnessProcess {
    if let judge = idle.popLast() { return judge }
    do {
      return try await HarnessProcess.start(
        interpreter, profile: profile, options: options, temporaryDirectory: temporaryDirectory)
    } catch let lost as HarnessLost {
      throw HarnessError(description: lost.description)
    }
  }
}
