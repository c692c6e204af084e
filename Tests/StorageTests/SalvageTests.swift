import CanonicalJSON
import Experiments
import Foundation
import GRDB
import StoreTesting
import TestKit
import Testing

@testable import Storage

@Suite(.paced) struct `Salvage` {
  @Test func `reads a sound store as it is, its WAL included`() async throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    var chain = EventChain()
    let spec = SpecMade.sample("starter/1", text: "the spec", key: "k")
    let events = try chain.session(count: 3) + [try chain.next(spec, command: 2)]
    let id = try await store.create(name: "sample", at: fixedNow())
    try await store.append(events, texts: ["the spec", "unnamed"], to: id)
    let before = try folder.files()
    #expect(before["sessions/koderz.sqlite-wal"]?.isEmpty == false)
    let session = SalvagedSession(
      name: "sample", events: events, texts: ["the spec"], losses: [])
    #expect(try salvage(folder) == [session])
    #expect(try folder.files() == before)
    withExtendedLifetime(store) {}
  }

  @Test(.serialized, arguments: [0.1, 0.3, 0.6, 0.9])
  func `reads every page that is left of a truncated store`(share: Double) async throws {
    let folder = try TemporaryFolder()
    let events = try await folder.fill(events: 3000)
    try folder.changeStore { $0 = $0.prefix(Int(Double($0.count) * share)) }
    let before = try folder.files()
    let session = try #require(try salvage(folder).first)
    #expect(session.name == "sample")
    #expect(session.events.count > Int(share * 3000) - 320, "eighteen pages hold no events")
    #expect(session.events.count < 3000)
    let isAsStored = session.events == session.events.map { events[$0.ordinal - 1] }
    #expect(isAsStored)
    #expect(lost(session) == 3000 - session.events.count)
    #expect(try folder.files() == before)
  }

  @Test(.serialized, arguments: [0, 1, 3, 4, 5, 6, 40, 80])
  func `goes on behind an overwritten page`(page: Int) async throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "a long text\n", count: 4000)
    let spec = SpecMade.sample("starter/1", text: text, key: "k")
    var chain = EventChain()
    let events = try chain.session(count: 3000) + [try chain.next(spec)]
    do {
      let store = try folder.store()
      let id = try await store.create(name: "sample", at: fixedNow())
      try await store.append(events, texts: [text], to: id)
    }
    try folder.changeStore { bytes in
      let start = page * 4096
      bytes.replaceSubrange(start..<start + 4096, with: Data(repeating: 0x5A, count: 4096))
    }
    // Without its first page nothing says that it is a store of ours.
    guard page > 0 else {
      #expect(throws: StoreError.self) { try salvage(folder) }
      return
    }
    let session = try #require(try salvage(folder).first)
    let isAsStored = session.events == session.events.map { events[$0.ordinal - 1] }
    #expect(isAsStored)
    #expect(session.events.count > 2900)
    #expect(session.texts.map { $0 == text } == [true])
    #expect(session.name == (page == 3 ? "session 1" : "sample"))
    if page == 3 {
      #expect(session.losses == ["its name and its last events may be missing"])
    } else {
      #expect(lost(session) == 3001 - session.events.count)
    }
  }

  @Test(arguments: [0..<16, 100..<4096])
  func `reads a store with a damaged first page`(bytes: Range<Int>) async throws {
    let folder = try TemporaryFolder()
    let events = try await folder.fill(events: 3)
    try folder.changeStore {
      $0.replaceSubrange(bytes, with: Data(repeating: 0, count: bytes.count))
    }
    #expect(try salvage(folder).map(\.events) == [events])
  }

  @Test func `says which event was changed and which text is missing`() async throws {
    let folder = try TemporaryFolder()
    var chain = EventChain()
    let spec = SpecMade.sample("starter/1", text: "never stored", key: "k")
    let events = try chain.session(count: 3) + [try chain.next(spec)]
    do {
      let store = try folder.store()
      let id = try await store.create(name: "sample", at: fixedNow())
      try await store.append(events, texts: [], to: id)
      try await store.database.write {
        try $0.execute(sql: "UPDATE event SET at = at + 1 WHERE ordinal = 2")
      }
    }
    let hash = ContentHash(of: "never stored")
    #expect(
      try salvage(folder).first?.losses == [
        "event #2 was changed: its hash differs",
        "a text of event #4 cannot be read: \(hash)",
      ])
  }

  @Test(arguments: Obstacle.all.filter { [.foreign, .unreadable].contains($0.code) })
  func `is only for session stores`(obstacle: Obstacle) async throws {
    let folder = try TemporaryFolder()
    try await obstacle.make(folder)
    let error = #expect(throws: StoreError.self) { try salvage(folder) }
    #expect(error?.code == obstacle.code)
  }

  @Test func `says when nothing can be read`() async throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: folder.storePath)
    #expect(throws: StoreError.self) { try salvage(folder) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["sessions"])
  }

  @discardableResult
  private func salvage(_ folder: TemporaryFolder) throws -> [SalvagedSession] {
    var sessions: [SalvagedSession] = []
    try SQLiteSessionStore.salvage(path: folder.storePath) { sessions.append($0) }
    return sessions
  }

  /// How many events the losses say are missing.
  private func lost(_ session: SalvagedSession) -> Int {
    session.losses.reduce(0) { sum, loss in
      let ordinals = loss.matches(of: #/\d+/#).compactMap { Int($0.output) }
      return sum + (ordinals.last ?? 0) - (ordinals.first ?? 0) + 1
    }
  }
}
