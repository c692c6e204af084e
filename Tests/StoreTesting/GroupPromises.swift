import CanonicalJSON
internal import Experiments
internal import Testing

extension SessionStoreContract {
  static let groupPromises: [SessionStoreContract] = [
    SessionStoreContract("appends of many at once are durable, in far fewer commits") { open in
      let store = try open()
      let before = store.counts
      let ids = try await sessions(64, store)
      #expect(store.counts == StoreCounts(appends: before.appends, commits: before.commits + 64))
      let made = try await appendAtOnce(to: ids, store) { _, _ in }
      let (appends, commits) = (store.counts.appends, store.counts.commits - before.commits - 64)
      #expect(appends == before.appends + 64 * 4)
      #expect(commits < 64 * 4 / 2, "\(commits) commits for 256 appends")
      let other = try open()
      for (id, events) in zip(ids, made) {
        #expect(try await other.events(of: id, ordinals: 1...99) == events)
      }
    },
    SessionStoreContract("an append that is refused harms no other of its group") { open in
      let (store, other) = (try open(), try open())
      let ids = try await sessions(32, store)
      await store.release(ids[5])
      try await other.hold(ids[5])
      // Every eighth session gets an event that does not follow; one is not held.
      let made = try await appendAtOnce(to: ids, store) { index, batch in
        if index % 8 == 3 { batch.events[0].ordinal += 7 }
      }
      for (index, (id, events)) in zip(ids, made).enumerated() {
        let stored = try await other.events(of: id, ordinals: 1...99)
        let isRefused = index == 5 || index % 8 == 3
        #expect(events.isEmpty == isRefused, "session \(index)")
        #expect(stored == events, "session \(index)")
        #expect(try await other.texts([ContentHash(of: "text 1 of \(index)")]).isEmpty == isRefused)
      }
    },
    SessionStoreContract("several appends to one session are stored in the order of arrival") {
      open in
      let store = try open()
      let id = try await store.create(name: "s", at: start)
      var chain = EventChain()
      let events = try chain.session(count: 200)
      for event in events { try await store.append([event], texts: [], to: id) }
      #expect(try await open().events(of: id, ordinals: 1...999) == events)
      #expect(store.counts.appends == 200)
    },
    SessionStoreContract("appends of cancelled tasks are stored among the others") { open in
      let store = try open()
      let ids = try await sessions(32, store)
      let made = try await appendAtOnce(to: ids, store) { index, _ in
        if index % 2 == 0 { withUnsafeCurrentTask { $0?.cancel() } }
      }
      for (id, events) in zip(ids, made) {
        #expect(events.count == 4)
        #expect(try await store.events(of: id, ordinals: 1...99) == events)
      }
    },
  ]

  private static func sessions(_ count: Int, _ store: any SessionStore) async throws -> [SessionID]
  {
    var ids: [SessionID] = []
    for index in 0..<count { ids.append(try await store.create(name: "s\(index)", at: start)) }
    return ids
  }

  /// Appends four events to each session, one after the other, all sessions at once.
  ///
  /// - Returns: The events of each session that were said to be stored.
  private static func appendAtOnce(
    to ids: [SessionID], _ store: any SessionStore,
    change: @escaping @Sendable (Int, inout SessionAppend) -> Void
  ) async throws -> [[EventRecord]] {
    try await withThrowingTaskGroup(of: (Int, [EventRecord]).self) { group in
      for (index, id) in ids.enumerated() {
        group.addTask {
          var chain = EventChain(at: Timestamp(milliseconds: start.milliseconds + index))
          var stored: [EventRecord] = []
          for (number, event) in try chain.session(count: 4).enumerated() {
            var batch = SessionAppend(
              events: [event], texts: ["text \(number + 1) of \(index)"], results: [])
            change(index, &batch)
            do {
              try await store.append(batch, to: id)
              stored += batch.events
            } catch is StoreError {}
          }
          return (index, stored)
        }
      }
      var made = Array(repeating: [EventRecord](), count: ids.count)
      for try await (index, events) in group { made[index] = events }
      return made
    }
  }
}
