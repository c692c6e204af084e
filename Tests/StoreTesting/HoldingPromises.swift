import CanonicalJSON
internal import Experiments
internal import Testing

extension SessionStoreContract {
  static let holdingPromises: [SessionStoreContract] = [
    SessionStoreContract("a session is held by whoever made it, until released") { open in
      let (first, second) = (try open(), try open())
      let id = try await first.create(name: "s", at: start)
      let holder = try #require(try await second.sessions().first?.holder)
      let message = await expectStoreError(.held) { try await second.hold(id) }
      #expect(message.contains(holder), "the message names the holder")
      #expect(message.contains("“s”"), "the message names the session")
      await first.release(id)
      #expect(try await second.sessions().first?.holder == nil)
      try await second.hold(id)
      await expectStoreError(.held) { try await first.hold(id) }
    },
    SessionStoreContract("holding and releasing again change nothing") { open in
      let (first, second) = (try open(), try open())
      let id = try await first.create(name: "s", at: start)
      try await first.hold(id)
      await second.release(id)
      await expectStoreError(.held) { try await second.hold(id) }
      await first.release(id)
      await first.release(id)
      try await second.hold(id)
    },
    SessionStoreContract("other sessions stay free, and all can be read") { open in
      let (first, second) = (try open(), try open())
      var chain = EventChain()
      let held = try await first.create(name: "held", at: start)
      let events = try chain.session(count: 2)
      try await first.append(events, texts: [], to: held)
      let other = try await second.create(name: "other", at: start)
      try await second.append(events, texts: [], to: other)
      #expect(try await second.events(of: held, ordinals: 1...2) == events)
    },
    SessionStoreContract("only the holder appends") { open in
      let (first, second) = (try open(), try open())
      var chain = EventChain()
      let id = try await first.create(name: "s", at: start)
      let events = try chain.session(count: 1)
      await expectStoreError(.notHeld) { try await second.append(events, texts: ["t"], to: id) }
      await first.release(id)
      await expectStoreError(.notHeld) { try await first.append(events, texts: ["t"], to: id) }
      #expect(try await first.events(of: id, ordinals: 1...9) == [])
      #expect(try await first.texts([ContentHash(of: "t")]) == [:])
    },
    SessionStoreContract("a session that another holds keeps its name") { open in
      let (first, second) = (try open(), try open())
      let id = try await first.create(name: "s", at: start)
      await expectStoreError(.held) { try await second.rename(id, to: "t") }
      await first.release(id)
      try await second.rename(id, to: "t")
      #expect(try await first.sessions().map(\.name) == ["t"])
      try await first.hold(id)
    },
    SessionStoreContract("a store that is gone holds nothing") { open in
      let id = try await open().create(name: "s", at: start)
      try await open().hold(id)
      let store = try open()
      #expect(try await store.sessions().first?.holder == nil)
    },
  ]
}
