import Experiments
import Storage
import StoreTesting
import TestKit
import Testing

@Suite(.paced) struct `Every session store keeps its promises` {
  @Test(arguments: SessionStoreContract.all)
  func `in an SQLite database`(promise: SessionStoreContract) async throws {
    let folder = try TemporaryFolder()
    try await promise.check { try SQLiteSessionStore(workspace: folder.path, now: fixedNow) }
  }

  @Test(arguments: SessionStoreContract.all)
  func `in memory`(promise: SessionStoreContract) async throws {
    let shelf = MemorySessionStore.Shelf()
    try await promise.check { MemorySessionStore(on: shelf) }
  }

  @Test func `and no promise is made twice`() {
    let sentences = SessionStoreContract.all.map(\.testDescription)
    #expect(Set(sentences).count == sentences.count)
  }
}

/// A clock that stands still.
@Sendable func fixedNow() -> Timestamp { Timestamp(milliseconds: 1_795_255_351_512) }
