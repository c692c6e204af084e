/// Lets runs go side by side, or one of them alone.
///
/// An actor because concurrent runs of one sandbox share it. A caller that waits to be alone is served
/// before new side-by-side runs.
actor RunGate {
  private var running = 0
  private var isAlone = false
  private var waitingToBeAlone = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Runs `body` beside others.
  ///
  /// - Throws: `CancellationError` when cancelled while waiting; what `body` throws.
  func sideBySide<Result: Sendable>(
    _ body: @Sendable () async throws -> Result
  ) async throws -> Result {
    while isAlone || waitingToBeAlone > 0 { try await change() }
    running += 1
    defer {
      running -= 1
      wakeAll()
    }
    return try await body()
  }

  /// Runs `body` while nothing else runs.
  ///
  /// - Throws: `CancellationError` when cancelled while waiting; what `body` throws.
  func alone<Result: Sendable>(
    _ body: @Sendable () async throws -> Result
  ) async throws -> Result {
    try await waitForSilence()
    isAlone = true
    defer {
      isAlone = false
      wakeAll()
    }
    return try await body()
  }

  private func waitForSilence() async throws {
    waitingToBeAlone += 1
    defer {
      waitingToBeAlone -= 1
      wakeAll()
    }
    while isAlone || running > 0 { try await change() }
  }

  /// Waits until someone leaves.
  private func change() async throws {
    try Task.checkCancellation()
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiting.append($0) }
    } onCancel: {
      Task { await self.wakeAll() }
    }
    try Task.checkCancellation()
  }

  private func wakeAll() {
    let sleepers = waiting
    waiting = []
    for sleeper in sleepers { sleeper.resume() }
  }
}
