import CanonicalJSON
internal import Experiments
internal import Testing

extension SessionStoreContract {
  static let sessionPromises: [SessionStoreContract] = [
    SessionStoreContract("a new store has no sessions") { open in
      let sessions = try await open().sessions()
      #expect(sessions == [])
    },
    SessionStoreContract("a new session is listed as empty, by the time it was made") { open in
      let store = try open()
      let id = try await store.create(name: "first", at: start)
      let session = try #require(try await store.sessions().first)
      #expect(session.id == id)
      #expect(session.name == "first")
      #expect(session.createdAt == start)
      #expect(session.eventCount == 0)
      #expect(session.lastEventAt == nil)
    },
    SessionStoreContract("the newest session comes first, the later made of two at once") { open in
      let store = try open()
      for (name, offset) in [("b", 10), ("a", 0), ("c", 10)] {
        let at = Timestamp(milliseconds: start.milliseconds + offset)
        _ = try await store.create(name: name, at: at)
      }
      #expect(try await store.sessions().map(\.name) == ["c", "b", "a"])
    },
    SessionStoreContract("a name belongs to one session") { open in
      let store = try open()
      let first = try await store.create(name: "first", at: start)
      let second = try await store.create(name: "second", at: start)
      await expectStoreError(.nameTaken) { _ = try await store.create(name: "first", at: start) }
      await expectStoreError(.nameTaken) { try await store.rename(second, to: "first") }
      try await store.rename(first, to: "first")
      #expect(try await store.sessions().map(\.name) == ["second", "first"])
    },
    SessionStoreContract("a renamed session keeps its events and frees its name") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "old", at: start)
      let events = try chain.session(count: 3)
      try await store.append(events, texts: [], to: id)
      try await store.rename(id, to: "new")
      #expect(try await store.sessions().map(\.name) == ["new"])
      #expect(try await store.events(of: id, ordinals: 1...3) == events)
      _ = try await store.create(name: "old", at: start)
    },
    SessionStoreContract("a session that does not exist is not found, and reads as empty") { open in
      let store = try open()
      let id = SessionID(rawValue: 99)
      let snapshot = StoredSnapshot(ordinal: 1, hash: .none, version: 1, bytes: [])
      await expectStoreError(.notFound) { try await store.hold(id) }
      await expectStoreError(.notFound) { try await store.rename(id, to: "x") }
      await expectStoreError(.notFound) { try await store.append([], texts: [], to: id) }
      await expectStoreError(.notFound) { try await store.save(snapshot, of: id) }
      #expect(try await store.events(of: id, ordinals: 1...9) == [])
      #expect(try await store.snapshot(of: id) == nil)
      await store.release(id)
    },
  ]
}
