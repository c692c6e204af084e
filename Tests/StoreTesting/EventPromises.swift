import CanonicalJSON
internal import Experiments
internal import Synchronization
internal import Testing

extension SessionStoreContract {
  static let eventPromises: [SessionStoreContract] = [
    SessionStoreContract("events come back as they were, to every store") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      let spec = SpecMade.sample("starter/1", text: "a spec", key: "k")
      let events =
        try chain.session(count: 1) + [
          try chain.next(NoteAdded(text: "NUL \0, quote \", 🦊 and\nlines")),
          try chain.next(spec, experiment: "starter/1", parent: 1),
          try chain.next(NoteAdded(text: "done by a command"), command: 2),
        ]
      try await store.append(events, texts: [], to: id)
      #expect(try await store.events(of: id, ordinals: 1...4) == events)
      #expect(try await open().events(of: id, ordinals: 1...4) == events)
      #expect(events.map(\.command) == [nil, nil, nil, 2])
    },
    SessionStoreContract("the listing counts events and knows the last one's time") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      let events = try chain.session(count: 5)
      try await store.append(Array(events[..<2]), texts: [], to: id)
      try await store.append(Array(events[2...]), texts: [], to: id)
      let session = try #require(try await store.sessions().first)
      #expect(session.eventCount == 5)
      #expect(session.lastEventAt == events.last?.at)
    },
    SessionStoreContract("a range gives what it covers, in order") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      let events = try chain.session(count: 7)
      try await store.append(events, texts: [], to: id)
      for range in [1...7, 3...5, 7...7, 6...100, 0...1, 8...9, -5...0, 1...Int.max] {
        let expected = events.filter { range.contains($0.ordinal) }
        #expect(try await store.events(of: id, ordinals: range) == expected, "\(range)")
      }
    },
    SessionStoreContract("streaming hands over every later event in order") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      let events = try chain.session(count: 2500)
      try await store.append(events, texts: [], to: id)
      for ordinal in [-1, 0, 1, 999, 1000, 2499, 2500, 2501] {
        let seen = Mutex<[Int]>([])
        try await store.forEachEvent(of: id, after: ordinal) { event in
          seen.withLock { $0.append(event.ordinal) }
        }
        #expect(seen.withLock { $0 } == (1...2500).filter { $0 > ordinal }, "\(ordinal)")
      }
    },
    SessionStoreContract("streaming stops with the error of its function") { open in
      struct Enough: Error {}
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      try await store.append(try chain.session(count: 3), texts: [], to: id)
      let seen = Mutex<[Int]>([])
      await #expect(throws: Enough.self) {
        try await store.forEachEvent(of: id, after: 0) { event in
          seen.withLock { $0.append(event.ordinal) }
          if event.ordinal == 2 { throw Enough() }
        }
      }
      #expect(seen.withLock { $0 } == [1, 2])
    },
    SessionStoreContract("what does not follow the last event is refused as a whole") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      let events = try chain.session(count: 4)
      await expectStoreError(.conflict) { try await store.append([events[1]], texts: [], to: id) }
      try await store.append(Array(events[..<2]), texts: [], to: id)
      var other = EventChain(at: Timestamp(milliseconds: start.milliseconds + 7))
      let strangers = try other.session(count: 3)
      for refused in [[events[1]], [events[3]], [strangers[2]], [events[2], events[2]]] {
        await expectStoreError(.conflict) {
          try await store.append(refused, texts: ["lost"], to: id)
        }
      }
      #expect(try await store.events(of: id, ordinals: 1...9) == Array(events[..<2]))
      #expect(try await store.sessions().first?.eventCount == 2)
      #expect(try await store.texts([ContentHash(of: "lost")]) == [:])
    },
    SessionStoreContract("texts are stored once by content, whatever they hold") { open in
      let store = try open()
      let id = try await store.create(name: "s", at: start)
      let texts = ["", "plain", "NUL \0 inside", "e\u{301} is not é", "é", "🦊\r\n"]
      try await store.append([], texts: texts + texts, to: id)
      try await store.append([], texts: texts, to: id)
      let missing = ContentHash(of: "never stored")
      let hashes = texts.map { ContentHash(of: $0) }
      let found = try await open().texts(hashes + [missing] + hashes)
      #expect(found.count == texts.count)
      for (hash, text) in zip(hashes, texts) {
        #expect(found[hash].map { Array($0.utf8) } == Array(text.utf8))
      }
      #expect(try await store.texts([]) == [:])
    },
    SessionStoreContract("an append of a cancelled task is done all the same") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      let events = try chain.session(count: 2)
      try await Task {
        withUnsafeCurrentTask { $0?.cancel() }
        try await store.append(events, texts: ["kept"], to: id)
      }.value
      #expect(try await store.events(of: id, ordinals: 1...2) == events)
      #expect(try await store.texts([ContentHash(of: "kept")]).count == 1)
    },
  ]
}
