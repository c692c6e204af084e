import Experiments
import Foundation
import GRDB
import StoreTesting
import TestKit
import Testing

@testable import Storage

@Suite(.paced) struct `Opening a store` {
  @Test func `makes one that only its owner can read, with nothing beside it when closed`()
    throws
  {
    let folder = try TemporaryFolder()
    do { _ = try folder.store() }
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == [
        "sessions", "sessions/koderz.sqlite",
      ])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.storePath)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `writes nothing to one that is up to date`() throws {
    let folder = try TemporaryFolder()
    do { _ = try folder.store() }
    let before = try folder.files()
    do { _ = try folder.store() }
    #expect(try folder.files() == before)
  }

  @Test(arguments: [
    ("journal_mode", "wal"), ("synchronous", "2"), ("busy_timeout", "5000"),
    ("foreign_keys", "1"), ("application_id", "\(0x6B64_7A31)"),
  ])
  func `sets what durability needs`(pragma: String, value: String) async throws {
    let folder = try TemporaryFolder()
    for store in [try folder.store(), try folder.store()] {
      let found = try await store.database.read {
        try String.fetchOne($0, sql: "PRAGMA \(pragma)")
      }
      #expect(found == value)
    }
  }

  @Test func `at once from many sides gives all of them one store`() async throws {
    let folder = try TemporaryFolder()
    try await withThrowingTaskGroup { group in
      for index in 0..<8 {
        group.addTask {
          let store = try folder.store()
          _ = try await store.create(name: "session \(index)", at: fixedNow())
        }
      }
      try await group.waitForAll()
    }
    #expect(try await folder.store().sessions().count == 8)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/sessions")
    #expect(names.filter { $0.contains(".new-") } == [])
  }

  /// A checkpoint writes the first page, with the new length, before the pages behind the old end.
  @Test(arguments: [true, false])
  func `goes on where a checkpoint was cut off, while the WAL is there`(isThere: Bool) async throws
  {
    let (live, copy) = (try TemporaryFolder(), try TemporaryFolder())
    var chain = EventChain()
    let events = try chain.session(count: 200)
    let store = try live.store()
    let id = try await store.create(name: "sample", at: fixedNow())
    try await store.append(events, texts: [], to: id)
    for suffix in isThere ? ["", "-wal"] : [""] {
      let bytes = try Data(contentsOf: URL(filePath: live.storePath + suffix))
      try copy.write(bytes, to: copy.storePath + suffix)
    }
    let firstPage = try #require(try DatabasePages(path: live.storePath)[1])
    try copy.changeStore { $0.replaceSubrange(0..<4096, with: firstPage) }
    if isThere {
      #expect(try await copy.store().events(of: id, ordinals: 1...999) == events)
    } else {
      let error = #expect(throws: StoreError.self) { try copy.store() }
      #expect(error?.message.contains("is truncated") == true)
    }
    withExtendedLifetime(store) {}
  }

  @Test func `works in a folder with any characters in its name`() async throws {
    let folder = try TemporaryFolder()
    let workspace = folder.path + "/a b?c#d%41é&mode=ro"
    let store = try SQLiteSessionStore(workspace: workspace, now: fixedNow)
    _ = try await store.create(name: "sample", at: fixedNow())
    let again = try SQLiteSessionStore(workspace: workspace, now: fixedNow)
    #expect(try await again.sessions().count == 1)
  }

  @Test func `has every migration once, by its number`() {
    let names = Migrations.all.map(\.name)
    for (index, name) in names.enumerated() {
      #expect(name.hasPrefix(String(format: "%03d ", index + 1)))
    }
  }

  @Test(arguments: [
    (
      "SELECT at FROM event JOIN session ON id = sessionID WHERE event.kind = 'spec-made' "
        + "AND json_extract(payload, '$.taskID') = 'x'", "specByProblem"
    ),
    (
      "SELECT at FROM event WHERE kind = 'spec-made' "
        + "AND json_extract(payload, '$.taskID') = 'x' AND json_extract(payload, '$.key') = 'y'",
      "specByProblem"
    ),
    ("SELECT name FROM session ORDER BY createdAt DESC, id DESC LIMIT 1", "sessionByTime"),
    ("SELECT name FROM session WHERE kind IN ('a', 'b') ORDER BY createdAt DESC", "sessionByKind"),
    ("SELECT name FROM session WHERE resultsOrdinal < eventCount", "sessionBehind"),
    (
      "SELECT cost FROM (SELECT costNanoUSD AS cost FROM result WHERE taskID = 'x')",
      "resultByProblem"
    ),
  ])
  func `lays an index for what is looked for`(query: String, index: String) async throws {
    let store = try TemporaryFolder().store()
    let plan = try await store.database.read { db in
      "\(try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(query)"))"
    }
    #expect(plan.contains("INDEX \(index)"), "\(plan)")
  }
}
