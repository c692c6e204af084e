import Experiments
import StoreTesting
import Testing

@Suite struct `A store in memory that is told to fail` {
  @Test func `fails at that append in the middle of a group, and nowhere else`() async throws {
    let store = MemorySessionStore()
    var chains: [(id: SessionID, event: EventRecord)] = []
    for index in 0..<16 {
      var chain = EventChain()
      let id = try await store.create(name: "s\(index)", at: fixedNow())
      chains.append((id, try chain.session(count: 1)[0]))
    }
    store.fail(append: 7, with: StoreError(code: .diskFull, message: "full"))
    let failed = await withTaskGroup(of: StoreError.Code?.self) { group in
      for (id, event) in chains {
        group.addTask {
          do {
            try await store.append([event], texts: ["of \(id.rawValue)"], to: id)
            return nil
          } catch {
            return (error as? StoreError)?.code
          }
        }
      }
      var codes: [StoreError.Code] = []
      for await code in group { if let code { codes.append(code) } }
      return codes
    }
    #expect(failed == [.diskFull])
    #expect(store.counts.appends == 15)
    let counts = try await store.sessions().map(\.eventCount)
    #expect(counts.count { $0 == 0 } == 1)
    #expect(counts.count { $0 == 1 } == 15)
  }
}
