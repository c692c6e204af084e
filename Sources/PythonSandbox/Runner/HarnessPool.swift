import Experiments

/// Judges of one style of tests that are at work or waiting for it.
///
/// An actor because runs on several tasks take from it and give back.
actor HarnessPool {
  private let interpreter: Interpreter
  private let style: Problem.TestStyle
  private let options: SandboxOptions
  private let temporaryDirectory: String
  private var idle: [HarnessProcess] = []
  private var count = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(
    _ interpreter: Interpreter, style: Problem.TestStyle, options: SandboxOptions,
    temporaryDirectory: String
  ) {
    self.interpreter = interpreter
    self.style = style
    self.options = options
    self.temporaryDirectory = temporaryDirectory
  }

  /// Has a request answered by the next free judge.
  ///
  /// A judge that is lost on the way, whoever ended it, is replaced and the request asked once more.
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
    let judge = try await take()
    give(back: judge)
    return judge.greeting
  }

  private func tryReply(to request: HarnessRequest) async throws -> (HarnessReply, HarnessGreeting)
  {
    let judge = try await take()
    do {
      let reply = try await judge.reply(to: request)
      give(back: judge)
      return (reply, judge.greeting)
    } catch {
      count -= 1
      wakeOne()
      throw error
    }
  }

  private func take() async throws -> HarnessProcess {
    while idle.isEmpty && count >= options.workers {
      await withCheckedContinuation { waiting.append($0) }
    }
    if let judge = idle.popLast() { return judge }
    count += 1
    do {
      return try await HarnessProcess.start(
        interpreter, style: style, options: options, temporaryDirectory: temporaryDirectory)
    } catch {
      count -= 1
      wakeOne()
      if let lost = error as? HarnessLost { throw HarnessError(description: lost.description) }
      throw error
    }
  }

  private func give(back judge: HarnessProcess) {
    idle.append(judge)
    wakeOne()
  }

  private func wakeOne() {
    if !waiting.isEmpty { waiting.removeFirst().resume() }
  }
}
