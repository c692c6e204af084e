import CanonicalJSON
internal import Experiments
internal import Testing

extension SessionStoreContract {
  static let listingPromises: [SessionStoreContract] = [
    SessionStoreContract("a session keeps its kind and its run") { open in
      let store = try open()
      let made: [(String, SessionKind, String?)] = [
        ("a", .interactive, nil), ("b", .batch, "run 7"), ("c", SessionKind(rawValue: "new"), nil),
      ]
      for (name, kind, run) in made {
        _ = try await store.create(name: name, kind: kind, run: run, at: start)
      }
      _ = try await store.create(name: "d", at: start)
      let sessions = try await open().sessions(SessionQuery(order: .oldestFirst))
      #expect(sessions.map(\.kind) == made.map(\.1) + [.interactive])
      #expect(sessions.map(\.run) == [nil, "run 7", nil, nil])
    },
    SessionStoreContract("a query gives the kinds, the run, the number and the order it asks for") {
      open in
      let store = try open()
      for (index, kind) in [SessionKind.interactive, .batch, .script, .batch, .imported]
        .enumerated()
      {
        _ = try await store.create(
          name: "\(index)", kind: kind, run: kind == .batch ? "r\(index)" : nil,
          at: Timestamp(milliseconds: start.milliseconds + index))
      }
      func names(_ query: SessionQuery) async throws -> String {
        try await store.sessions(query).map(\.name).joined()
      }
      #expect(try await names(SessionQuery()) == "43210")
      #expect(try await names(SessionQuery(kinds: [.batch])) == "31")
      #expect(try await names(SessionQuery(kinds: SessionKind.ofAPerson)) == "40")
      #expect(try await names(SessionQuery(kinds: SessionKind.ofAPerson, limit: 1)) == "4")
      #expect(try await names(SessionQuery(kinds: [])) == "")
      #expect(try await names(SessionQuery(run: "r3")) == "3")
      #expect(try await names(SessionQuery(kinds: [.script], run: "r3")) == "")
      #expect(try await names(SessionQuery(limit: 2, order: .oldestFirst)) == "01")
      #expect(try await names(SessionQuery(limit: 0)) == "")
      #expect(try await store.sessionCount() == 5)
      #expect(try await store.sessionCount(SessionQuery(kinds: [.batch], limit: 1)) == 2)
    },
    SessionStoreContract("a session is found by its name") { open in
      let store = try open()
      let id = try await store.create(name: "naïve", kind: .script, run: "r", at: start)
      let found = try #require(try await open().session(named: "naïve"))
      #expect(found == (try await store.sessions().first))
      #expect(found.id == id)
      #expect(found.holder != nil)
      for name in ["naïv", "Naïve", "", "NUL \0"] {
        #expect(try await store.session(named: name) == nil)
      }
    },
    SessionStoreContract("a free name is found among numbered ones") { open in
      let store = try open()
      for expected in ["n", "n-2", "n-3", "n-4", "n-5", "n-6", "n-7", "n-8", "n-9"] {
        let name = try await store.freeName("n")
        #expect(name == expected)
        _ = try await store.create(name: name, at: start)
      }
      #expect(try await store.freeName("m") == "m")
    },
    SessionStoreContract("a deleted session is gone, and its name and the others' texts are free") {
      open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "old", at: start)
      let events = try chain.session(count: 3)
      try await store.append(
        SessionAppend(events: events, texts: ["shared"], results: [.sample("t/1")]), to: id)
      try await store.save(
        StoredSnapshot(ordinal: 3, hash: events[2].hash, version: 1, bytes: [1]), of: id)
      await store.release(id)
      try await store.delete(id)
      #expect(try await store.sessions() == [])
      #expect(try await store.events(of: id, ordinals: 1...9) == [])
      #expect(try await store.snapshot(of: id) == nil)
      #expect(try await store.results(taskID: "t/1") == [])
      #expect(try await store.texts([ContentHash(of: "shared")]).count == 1)
      await expectStoreError(.notFound) { try await store.delete(id) }
      #expect(try await store.create(name: "old", at: start) != id)
    },
    SessionStoreContract("a session that is held is not deleted, not even by its holder") { open in
      let (first, second) = (try open(), try open())
      let id = try await first.create(name: "s", at: start)
      await expectStoreError(.held) { try await second.delete(id) }
      await expectStoreError(.held) { try await first.delete(id) }
      #expect(try await first.sessionCount() == 1)
      await first.release(id)
      try await second.delete(id)
      #expect(try await first.sessionCount() == 0)
    },
  ]
}
