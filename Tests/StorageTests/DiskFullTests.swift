import CanonicalJSON
import Experiments
import Foundation
import GRDB
import StoreTesting
import Testing

@testable import Storage

@Suite struct `A full disk` {
  @Test func `leaves nothing half done, and the next append goes on`() async throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    var chain = EventChain()
    let id = try await store.create(name: "sample", at: fixedNow())
    let first = try chain.session(count: 2)
    try await store.append(first, texts: [], to: id)
    try await limitPages(of: store, to: "(SELECT page_count FROM pragma_page_count)")
    let next = [try chain.next(NoteAdded(text: "a note"))]
    let text = String(repeating: "long ", count: 20_000)
    let error = await #expect(throws: StoreError.self) {
      try await store.append(next, texts: [text], to: id)
    }
    #expect(error?.code == .diskFull)
    let start = "cannot append events: the disk of \(store.path) is full or failing: "
    #expect(error?.message.hasPrefix(start) == true)
    #expect(try await store.events(of: id, ordinals: 1...9) == first)
    #expect(try await store.texts([ContentHash(of: text)]) == [:])
    #expect(try await store.sessions().first?.eventCount == 2)
    try await limitPages(of: store, to: "1000000")
    try await store.append(next, texts: [text], to: id)
    #expect(try await folder.store().events(of: id, ordinals: 1...9) == first + next)
  }

  private func limitPages(of store: SQLiteSessionStore, to count: String) async throws {
    try await store.database.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "SELECT \(count)") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root may mount a small disk"))
  func `of the system is told apart from other faults`() async throws {
    let folder = try TemporaryFolder()
    guard mount("tmpfs", folder.path, "tmpfs", 0, "size=512k") == 0 else {
      try Test.cancel("this system mounts nothing")
    }
    defer { umount2(folder.path, 2) }
    let store = try folder.store()
    var chain = EventChain()
    let id = try await store.create(name: "sample", at: fixedNow())
    var stored: [EventRecord] = []
    let error = await #expect(throws: StoreError.self) {
      while true {
        let event = try chain.next(NoteAdded(text: "a note"))
        try await store.append([event], texts: ["\(event.hash) and more\n" + filler], to: id)
        stored.append(event)
      }
    }
    #expect(error?.code == .diskFull)
    #expect(error?.message.contains(store.path) == true)
    #expect(!stored.isEmpty)
    #expect(try await store.events(of: id, ordinals: 1...Int.max) == stored)
    #expect(try await store.sessions().first?.eventCount == stored.count)
  }

  private var filler: String { String(repeating: "0123456789\n", count: 1000) }

  @Test(arguments: [
    (ResultCode.SQLITE_FULL, StoreError.Code.diskFull),
    (.SQLITE_IOERR_WRITE, .diskFull), (.SQLITE_IOERR_FSYNC, .diskFull),
    (.SQLITE_IOERR_SHMSIZE, .diskFull), (.SQLITE_CORRUPT, .damaged), (.SQLITE_NOTADB, .damaged),
    (.SQLITE_BUSY, .busy), (.SQLITE_LOCKED, .busy), (.SQLITE_CONSTRAINT_CHECK, .conflict),
    (.SQLITE_READONLY, .unreadable), (.SQLITE_CANTOPEN, .unreadable),
    (.SQLITE_IOERR_READ, .unreadable),
  ])
  func `and SQLite's other faults have codes of ours`(
    fault: ResultCode, code: StoreError.Code
  ) {
    let error = StoreError(DatabaseError(resultCode: fault), doing: "try", at: "/a/b")
    #expect(error.code == code)
    #expect(error.message.contains("/a/b"))
  }
}
