import CanonicalJSON
import Experiments
import GRDB
import StoreTesting
import TestKit
import Testing

@testable import Storage

@Suite(.paced) struct `A store that an older koderz made` {
  @Test func `opens with its events as they were, and takes commands from then on`() async throws {
    let folder = try TemporaryFolder()
    var chain = EventChain()
    let old = try chain.session(count: 3)
    try folder.makeStore(migrations: 1, session: "sample", events: old)
    let store = try folder.store()
    let session = try #require(try await store.sessions().first)
    #expect(try await store.events(of: session.id, ordinals: 1...9) == old)
    try await store.hold(session.id)
    let next = [try chain.next(NoteAdded(text: "done"), command: 2)]
    try await store.append(next, texts: [], to: session.id)
    #expect(try await folder.store().events(of: session.id, ordinals: 1...9) == old + next)
  }

  @Test func `is salvaged`() throws {
    let folder = try TemporaryFolder()
    var chain = EventChain()
    let events = try chain.session(count: 3)
    try folder.makeStore(migrations: 1, session: "sample", events: events)
    var sessions: [SalvagedSession] = []
    try SQLiteSessionStore.salvage(path: folder.storePath) { sessions.append($0) }
    #expect(
      sessions == [SalvagedSession(name: "sample", events: events, texts: [], losses: [])])
  }
}

extension TemporaryFolder {
  /// Makes a store as it was after its first migrations, with one session that nobody holds.
  func makeStore(migrations count: Int, session: String, events: [EventRecord]) throws {
    try write([], to: path + "/sessions/other")
    let database = try DatabaseQueue(
      path: storePath, configuration: SQLiteSessionStore.configuration)
    var migrator = DatabaseMigrator()
    for migration in Migrations.all.prefix(count) {
      migrator.registerMigration(migration.name, migrate: migration.change)
    }
    try migrator.migrate(database)
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql: "PRAGMA application_id = \(StoreFile.applicationID); PRAGMA journal_mode = WAL")
    }
    try database.write { db in
      try db.execute(
        sql: """
          INSERT INTO session (name, createdAt, eventCount, lastHash, lastEventAt)
          VALUES (?, 0, ?, ?, ?)
          """,
        arguments: [
          session, events.count, (events.last?.hash ?? .none).blob, events.last?.at.milliseconds,
        ])
      for event in events {
        try db.execute(
          sql: "INSERT INTO event VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            event.ordinal, event.previous.blob, event.hash.blob, event.experiment, event.parent,
            event.kind, event.at.milliseconds, event.payload,
          ])
      }
    }
    try SpentConnections.close(database)
  }
}
