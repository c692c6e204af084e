import Experiments
import Glibc
import Runs
import Storage
import StoreTesting
import Synchronization
import TestKit
import Testing

/// Callers of one session at once, stopped at random; `KODERZ_INTERLEAVINGS=10000` runs the full count.
@Suite(.paced)
struct InterleavingTests {
  static let count = UInt64(getenv("KODERZ_INTERLEAVINGS").map { String(cString: $0) } ?? "") ?? 300

  @Test(.serialized, arguments: 0..<10)
  func `in memory: the session reopens, verifies, and no paid call is missing`(
    part: UInt64
  ) async throws {
    for seed in stride(from: part, to: Self.count, by: 10) {
      try await Interleaving(seed: seed).check(on: MemorySessionStore(), name: "test")
    }
  }

  @Test func `on disk: the session reopens, verifies, and no paid call is missing`() async throws {
    try await withStore { store in
      for seed in 0..<Self.count {
        try await Interleaving(seed: seed).check(on: store, name: "session \(seed)")
      }
    }
  }

  @Test(.serialized, arguments: 0..<10)
  func `a store that fails in between leaves nothing half-done`(part: UInt64) async throws {
    for seed in stride(from: part, to: Self.count, by: 10) {
      let store = MemorySessionStore()
      let interleaving = Interleaving(seed: seed, losesAppends: true)
      store.fail(
        append: 4 + Int(seed % 23),
        with: StoreError(code: .diskFull, message: "the disk is full"))
      try await interleaving.check(on: store, name: "test")
    }
  }

  private func withStore(_ body: (SQLiteSessionStore) async throws -> Void) async throws {
    var template = Array("/tmp/koderz-interleaving-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno.current }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let store = try SQLiteSessionStore(
      workspace: folder, now: { Timestamp(milliseconds: 1_795_000_000_000) })
    try await body(store)
  }

  private enum Errno: Error {
    case code(Int32)
    static var current: Errno { .code(errno) }
  }
}

/// One to eight callers, each with a few things to do, some of them stopped in the middle.
private struct Interleaving: Sendable {
  let seed: UInt64
  /// Whether the store may fail, so that a call can be paid whose end could not be recorded.
  var losesAppends = false

  func check(on store: any SessionStore, name: String) async throws {
    var random = SeededRandom(seed: seed)
    let stops = Stops()
    let breaks = Int.random(in: 3...9, using: &random)
    let provider = CountedProvider(
      course: { $0.isMultiple(of: breaks) ? .breaksOff : .answers }, atPiece: { stops.tick() })
    let session = EngineBench.session(
      on: store, provider, name: name, sandbox: FlatSandbox(atRun: { stops.tick() }))
    for number in 1...2 { _ = try? await session.open(EngineBench.problem(number)) }
    _ = try? await session.use(EngineBench.problem(1))
    let callers = Int.random(in: 1...8, using: &random)
    var tasks: [Task<Void, Never>] = []
    for _ in 0..<callers {
      let caller = Caller(session: session, random: SeededRandom(seed: random.next()))
      tasks.append(Task { await caller.run() })
    }
    stops.arm(
      tasks,
      at: (0..<Int.random(in: 0...3, using: &random)).map { _ in
        Int.random(in: 1...30, using: &random)
      })
    for task in tasks { await task.value }
    #expect(session.running.isEmpty, "seed \(seed)")
    await expectNothingReserved(session)
    _ = try await session.verify()
    try await expectReopens(session, store, name)
    if !losesAppends { try await expectAllPaid(session, provider) }
    await session.close()
  }

  private func expectReopens(
    _ session: OpenSession, _ store: any SessionStore, _ name: String
  ) async throws {
    let state = await session.state
    await session.close()
    let again = EngineBench.session(on: store, CountedProvider(), name: "other")
    try await again.open(session: name)
    #expect(await again.state == state, "seed \(seed)")
    await again.close()
    try await session.open(session: name)
  }

  /// What calls had reserved was given back, however they ended.
  private func expectNothingReserved(_ session: OpenSession) async {
    let booked = await session.state.experiments.values.reduce(Money.zero) {
      $0 + $1.ledger.spent.atMost
    }
    #expect(await session.spent[.session] == booked, "seed \(seed)")
  }

  /// Each call that was begun ended in one event that says how.
  private func expectAllPaid(_ session: OpenSession, _ provider: CountedProvider) async throws {
    var ended = 0
    for event in try await session.allEvents() {
      switch event.payload {
      case is CompletionReceived: ended += 1
      case let failure as InfraFailed where failure.stage == "completion": ended += 1
      case let cancelled as Cancelled where cancelled.stage == "completion": ended += 1
      default: break
      }
    }
    #expect(ended == provider.begun, "seed \(seed)")
  }
}

/// Stops callers when so many pieces of answers and runs have gone by.
private final class Stops: Sendable {
  private struct State {
    var passed = 0
    var tasks: [Task<Void, Never>] = []
    var places: [Int] = []
  }

  private let state = Mutex(State())

  func arm(_ tasks: [Task<Void, Never>], at places: [Int]) {
    state.withLock { ($0.tasks, $0.places) = (tasks, places) }
  }

  func tick() {
    let stopped = state.withLock { state -> Task<Void, Never>? in
      state.passed += 1
      guard state.places.contains(state.passed) else { return nil }
      return state.tasks.isEmpty ? nil : state.tasks[state.passed % state.tasks.count]
    }
    stopped?.cancel()
  }
}

/// One caller: does a few things at places of its own choice.
private struct Caller: Sendable {
  let session: OpenSession
  let random: SeededRandom

  func run() async {
    var random = random
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !Task.isCancelled else { return }
      let scope = Bool.random(using: &random) ? CommandScope("verb") : nil
      do {
        if let scope {
          random = try await scope.run { [random] in try await something(random) }
        } else {
          random = try await something(random)
        }
      } catch {
        // Refused, stopped, or failed: each leaves the session as it must be, which is checked.
        _ = random.next()
      }
    }
  }

  private func something(_ start: SeededRandom) async throws -> SeededRandom {
    var random = start
    let taskID = "T/\(Int.random(in: 1...2, using: &random))"
    let experiment = try await session.experiment(taskID)
    let place = place(in: experiment, &random)
    let choice = Int.random(in: 0..<14, using: &random)
    switch choice {
    case 0, 1, 2: _ = try await session.step(at: place)
    case 3: _ = try await session.sample(at: place)
    case 4: _ = try await session.run(AttemptsPlan(2, reviews: true), at: place)
    case 5: _ = try await session.nextStage(at: place)
    case 6: _ = try await session.review(at: place, by: nil, automatic: false)
    case 7: _ = try await session.makeSpec(at: place, by: nil, reuse: .fresh)
    case 8: _ = try await session.guide("mind \(choice)", scope: .sticky, at: place)
    case 9:
      try await session.fork(
        "b\(Int.random(in: 0...99, using: &random))", at: place, stays: Bool.random(using: &random))
    case 10: try await session.goto(place.node, of: taskID, on: place.branch)
    case 11: try await session.undo()
    case 12: try await session.change(setting: "temperature", to: "0.\(choice)")
    default:
      if let attempt = experiment.attempts.randomElement(using: &random) {
        _ = try await session.retry(attempt, of: taskID)
      }
    }
    return random
  }

  private func place(in experiment: Experiment, _ random: inout SeededRandom) -> Place {
    if Bool.random(using: &random),
      let branch = experiment.position.branches.randomElement(using: &random)
    {
      return Place(taskID: experiment.taskID, node: branch.tip, branch: branch.name)
    }
    let node = Int.random(in: 0...experiment.attempts.count, using: &random)
    return Place(taskID: experiment.taskID, node: node)
  }
}
