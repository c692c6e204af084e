import Glibc
import Synchronization
import TaskThreads
import Testing

/// What tasks have noted, in order.
private final class Notes<Value: Sendable>: Sendable {
  private let notes = Mutex<[Value]>([])

  var all: [Value] { notes.withLock { $0 } }

  func add(_ note: Value) { notes.withLock { $0.append(note) } }
}

/// Tasks on threads of our own.
@Suite struct ThreadPoolExecutorTests {
  private static let one = ThreadPoolExecutor(threads: 1)
  private static let three = ThreadPoolExecutor(threads: 3)

  @Test func `a task and its children stay on the threads, whatever they wait for`() async {
    let threads = Notes<pthread_t>()
    await withTaskExecutorPreference(Self.three) {
      await withTaskGroup { group in
        for _ in 0..<500 {
          group.addTask {
            for _ in 0..<5 {
              threads.add(pthread_self())
              await Task.yield()
              try? await Task.sleep(for: .microseconds(50))
            }
          }
        }
      }
    }
    #expect((1...3).contains(Set(threads.all).count))
  }

  @Test func `one thread runs what is ready in turn, and never two at once`() async {
    let order = Notes<Int>()
    await withTaskExecutorPreference(Self.one) {
      await withTaskGroup { group in
        for number in 0..<200 {
          group.addTask {
            order.add(number)
            order.add(number)
          }
        }
      }
    }
    #expect(order.all == (0..<200).flatMap { [$0, $0] })
  }

  @Test func `who sleeps takes no thread, and the earlier wakes first`() async {
    let order = Notes<String>()
    await withTaskExecutorPreference(Self.one) {
      let start = ContinuousClock.now
      await withTaskGroup { group in
        for (name, wait) in [("late", 40), ("early", 20), ("past", -5)] {
          group.addTask {
            try? await Task.sleep(until: start + .milliseconds(wait))
            order.add(name)
          }
        }
        group.addTask { order.add("awake") }
      }
      #expect(ContinuousClock.now - start >= .milliseconds(40))
    }
    #expect(Set(order.all.prefix(2)) == ["past", "awake"])
    #expect(order.all.suffix(2) == ["early", "late"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `a sleep of any length is cut short by cancelling, on both clocks`() async {
    await withTaskExecutorPreference(Self.one) {
      for wait in [Duration.seconds(3600), .seconds(Int64.max)] {
        await cancelled { try await Task.sleep(for: wait) }
        await cancelled { try await Task.sleep(for: wait, clock: .suspending) }
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `who waits patiently sleeps until cancelled, and before and after as long as asked`() async {
    let patient = ThreadPoolExecutor(sharing: Self.three)
    let order = Notes<String>()
    let waiting = Task(executorPreference: patient) {
      _ = try? await Task.sleep(for: .milliseconds(1))
      order.add("before")
      await patient.patiently {
        await withTaskGroup { group in
          // As swift-subprocess waits for the cancelling of a run.
          group.addTask {
            do { while true { try await Task.sleep(nanoseconds: 1_000_000) } } catch {}
            order.add("cancelled")
          }
          // The one thread of another pool sleeps much longer than that.
          await withTaskExecutorPreference(Self.one) {
            try? await Task.sleep(for: .milliseconds(60))
          }
          order.add("waited")
          group.cancelAll()
        }
      }
      _ = try? await Task.sleep(for: .milliseconds(1))
      order.add("after")
    }
    await waiting.value
    #expect(order.all == ["before", "waited", "cancelled", "after"])
  }

  private func cancelled(_ body: @escaping @Sendable () async throws -> Void) async {
    let sleeping = Task(executorPreference: Self.one) {
      _ = await #expect(throws: CancellationError.self) { try await body() }
    }
    await Task.yield()
    sleeping.cancel()
    await sleeping.value
  }
}
