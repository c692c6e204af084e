/// A number of slots for workers; callers that find none free wait for one, in order.
///
/// An actor because runs on several tasks take places and give them back.
actor WorkerSlots {
  private struct Waiter {
    var id: Int
    var continuation: CheckedContinuation<Void, any Error>
  }

  private let count: Int
  private var free: Int
  private var waiters: [Waiter] = []
  private var nextID = 0

  /// How many have a place.
  var takenCount: Int { count - free }
  /// How many wait for one.
  var waitingCount: Int { waiters.count }

  init(_ count: Int) {
    self.count = count
    free = count
  }

  /// Takes a slot; its caller gives it back, cancelled or not.
  ///
  /// - Throws: `CancellationError` when cancelled before there was a place; none is taken then.
  func take() async throws {
    try Task.checkCancellation()
    guard free == 0 else {
      free -= 1
      return
    }
    let id = nextID
    nextID += 1
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        waiters.append(Waiter(id: id, continuation: continuation))
      }
    } onCancel: {
      // It comes to its turn after the waiter was added: until then the actor is busy.
      Task { await self.leave(id) }
    }
  }

  /// Gives a place back: the first who waits has it at once.
  func giveBack() {
    if waiters.isEmpty {
      free += 1
    } else {
      waiters.removeFirst().continuation.resume()
    }
  }

  private func leave(_ id: Int) {
    guard let place = waiters.firstIndex(where: { $0.id == id }) else { return }
    waiters.remove(at: place).continuation.resume(throwing: CancellationError())
  }
}
