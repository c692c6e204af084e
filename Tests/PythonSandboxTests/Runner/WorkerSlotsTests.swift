import Experiments
import FoundationEssentials
import Judging
import TestKit
import Testing

@testable import PythonSandbox

@Suite("Places for workers", .timeLimit(.minutes(5)))
struct WorkerSlotsTests {
  @Test func `Whoever waits is served in order of coming`() async throws {
    let slots = WorkerSlots(1)
    try await slots.take()
    let (served, serve) = AsyncStream<Int>.makeStream()
    var waiting: [Task<Void, any Error>] = []
    for number in 0..<3 {
      waiting.append(
        Task {
          try await slots.take()
          serve.yield(number)
          await slots.giveBack()
        })
      await until { await slots.waitingCount == number + 1 }
    }
    await slots.giveBack()
    for task in waiting { try await task.value }
    serve.finish()
    #expect(await served.reduce(into: []) { $0.append($1) } == [0, 1, 2])
    try await slots.take()  // all gave theirs back
  }

  @Test func `Who is cancelled while waiting leaves the row, and takes no place`() async throws {
    let slots = WorkerSlots(1)
    try await slots.take()
    let first = Task { try await slots.take() }
    await until { await slots.waitingCount == 1 }
    let second = Task { try await slots.take() }
    await until { await slots.waitingCount == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    #expect(await slots.waitingCount == 1)
    await slots.giveBack()
    try await second.value
  }

  @Test func `A cancelled task takes no place that is free`() async throws {
    let slots = WorkerSlots(1)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await slots.take()
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    try await slots.take()
  }

  @Test(.paced) func `A run that waits for a judge ends when it is cancelled`() async throws {
    let interpreter = try await PythonInterpreter.find(
      path: nil, environment: ProcessInfo.processInfo.environment, scratch: "/tmp",
      cache: InterpreterCache(directory: nil), within: .seconds(60))
    let pool = HarnessPool(
      interpreter, profile: .plain, options: SandboxOptions(workers: 1), temporaryDirectory: "/tmp")
    let endless = try HarnessRequest(
      TestRun(.sum, .source("while True: pass"), limits: RunLimits(cpuSeconds: 60)))
    let running = Task { try await pool.reply(to: endless) }
    await until { await pool.slots.takenCount == 1 }
    let waiting = Task { try await pool.reply(to: endless) }
    await until { await pool.slots.waitingCount == 1 }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }

  private func until(_ holds: () async -> Bool) async {
    while await !holds() { await Task.yield() }
  }
}
