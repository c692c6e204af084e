import CanonicalJSON
internal import Experiments
internal import Testing

extension SessionStoreContract {
  static let snapshotPromises: [SessionStoreContract] = [
    SessionStoreContract("the last snapshot saved is the one that is read") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      let events = try chain.session(count: 3)
      try await store.append(events, texts: [], to: id)
      #expect(try await store.snapshot(of: id) == nil)
      for event in events {
        let bytes: [UInt8] = [0, 255, UInt8(event.ordinal)]
        let snapshot = StoredSnapshot(
          ordinal: event.ordinal, hash: event.hash, version: 7, bytes: bytes)
        try await store.save(snapshot, of: id)
        #expect(try await open().snapshot(of: id) == snapshot)
      }
    },
    SessionStoreContract("a snapshot of no event of the session is refused") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      let events = try chain.session(count: 2)
      try await store.append(events, texts: [], to: id)
      for (ordinal, hash) in [(3, events[1].hash), (1, events[1].hash), (0, ContentHash.none)] {
        let snapshot = StoredSnapshot(ordinal: ordinal, hash: hash, version: 1, bytes: [])
        await expectStoreError(.conflict) { try await store.save(snapshot, of: id) }
      }
      #expect(try await store.snapshot(of: id) == nil)
    },
    SessionStoreContract("specs of all sessions are found by problem and key, newest first") {
      open in
      let store = try open()
      let specs = [
        ("one", SpecMade.sample("starter/1", text: "a", key: "k")),
        ("two", SpecMade.sample("starter/1", text: "b", key: "k")),
        ("three", SpecMade.sample("starter/1", text: "c", key: "other")),
        ("four", SpecMade.sample("starter/2", text: "d", key: "k")),
      ]
      for (index, (name, spec)) in specs.enumerated() {
        var chain = EventChain(at: Timestamp(milliseconds: start.milliseconds + index * 60_000))
        let id = try await store.create(name: name, at: start)
        let events =
          try chain.session(count: 2) + [
            try chain.next(spec, experiment: spec.taskID),
            try chain.next(CommandRun(line: #"{"taskID":"starter/1"}"#)),
          ]
        try await store.append(events, texts: [], to: id)
      }
      func names(_ taskID: String, _ key: String?) async throws -> [String] {
        let key = key.map { ContentHash(of: $0) }
        return try await store.specs(taskID: taskID, key: key).map(\.session)
      }
      #expect(try await names("starter/1", nil) == ["three", "two", "one"])
      #expect(try await names("starter/1", "k") == ["two", "one"])
      #expect(try await names("starter/2", "k") == ["four"])
      #expect(try await names("starter/2", "other") == [])
      #expect(try await names("starter/9", nil) == [])
      #expect(try await store.specs(taskID: "starter/2", key: nil).first?.spec == specs[3].1)
    },
  ]
}
