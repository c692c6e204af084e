import CanonicalJSON
package import Experiments
internal import Testing

extension SessionStoreContract {
  static let resultPromises: [SessionStoreContract] = [
    SessionStoreContract("results are stored with the events that change them") { open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      let events = try chain.session(count: 3)
      var result = ProblemResult.sample("t/2")
      let other = ProblemResult.sample("t/1", model: nil)
      try await store.append(
        SessionAppend(events: [events[0]], results: [result, other]), to: id)
      result.attempts += 1
      result.cost = Money(nanoUSD: 7)
      result.exposure = .oracle
      result.passed = 1
      result.lastOrdinal = 2
      try await store.append(SessionAppend(events: [events[1]], results: [result]), to: id)
      let found = try await open().results(of: [id])
      #expect(found.map(\.result) == [other, result])
      #expect(found.map(\.sessionName) == ["s", "s"])
      var lost = result
      lost.attempts = 99
      await expectStoreError(.conflict) {
        try await store.append(SessionAppend(events: [events[0]], results: [lost]), to: id)
      }
      #expect(try await store.results(taskID: "t/2").map(\.result) == [result])
    },
    SessionStoreContract("the results of a problem are found in all sessions, the oldest first") {
      open in
      let store = try open()
      var ids: [SessionID] = []
      for (name, offset) in [("b", 10), ("a", 0), ("c", 10)] {
        var chain = EventChain()
        let id = try await store.create(
          name: name, at: Timestamp(milliseconds: start.milliseconds + offset))
        ids.append(id)
        try await store.append(
          SessionAppend(
            events: try chain.session(count: 1),
            results: [.sample("t/1", model: name), .sample("t/\(name)")]), to: id)
      }
      #expect(try await store.results(taskID: "t/1").map(\.sessionName) == ["a", "b", "c"])
      #expect(try await store.results(taskID: "t/1").map(\.result.model) == ["a", "b", "c"])
      #expect(try await store.results(taskID: "t/9") == [])
      let some = try await store.results(of: [ids[2], ids[0]])
      #expect(some.map(\.session) == [ids[2], ids[2], ids[0], ids[0]])
      #expect(some.map(\.result.taskID) == ["t/1", "t/c", "t/1", "t/b"])
    },
    SessionStoreContract("a session whose results nobody computed is projected later, once") {
      open in
      let store = try open()
      var chain = EventChain()
      let id = try await store.create(name: "s", at: start)
      func behind() async throws -> [SessionID] {
        try await store.sessions(SessionQuery(isProjected: false)).map(\.id)
      }
      #expect(try await behind() == [])
      let events = try chain.session(count: 4)
      try await store.append(SessionAppend(events: [events[0]], results: []), to: id)
      #expect(try await behind() == [])
      try await store.append([events[1]], texts: [], to: id)
      #expect(try await behind() == [id])
      // What comes later does not make up for what is missing.
      try await store.append(
        SessionAppend(events: [events[2]], results: [.sample("t/1")]), to: id)
      #expect(try await behind() == [id])
      let old = SessionResults(session: id, lastOrdinal: 2, results: [])
      let new = SessionResults(session: id, lastOrdinal: 3, results: [.sample("t/2")])
      try await open().project([old])
      #expect(try await behind() == [id], "the session went on since")
      try await open().project([new])
      #expect(try await behind() == [])
      #expect(try await store.results(of: [id]).map(\.result.taskID) == ["t/2"])
      try await open().project([SessionResults(session: id, lastOrdinal: 3, results: [])])
      #expect(try await store.results(of: [id]).count == 1, "it is projected already")
      try await store.append(SessionAppend(events: [events[3]], results: []), to: id)
      #expect(try await behind() == [])
      #expect(try await store.sessions(SessionQuery(isProjected: true)).map(\.id) == [id])
    },
  ]
}

extension ProblemResult {
  /// Two failed attempts of one model.
  package static func sample(_ taskID: String, model: String? = "m") -> ProblemResult {
    ProblemResult(
      taskID: taskID, prompt: ContentHash(of: "prompt"), tests: ContentHash(of: "tests"),
      model: model, isOneModelAlone: model != nil, attempts: 2, passed: 0, exposure: nil,
      cost: Money(nanoUSD: 1_234_567), unpricedCalls: 1, inputTokens: 900, outputTokens: 180,
      modelMs: 1500, testMs: 40, lastOrdinal: 1)
  }
}
