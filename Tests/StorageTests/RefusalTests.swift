import Experiments
import Foundation
import GRDB
import Testing

@testable import Storage

/// A file at the store's path that must not be opened.
struct Obstacle: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var code: StoreError.Code
  /// A part of the message that says what it is.
  var says: String
  var make: @Sendable (TemporaryFolder) async throws -> Void

  init(
    _ name: String, _ code: StoreError.Code, says: String,
    make: @escaping @Sendable (TemporaryFolder) async throws -> Void
  ) {
    (testDescription, self.code, self.says, self.make) = (name, code, says, make)
  }

  static let all = [
    Obstacle("a text file", .foreign, says: "a text file that begins “my precious notes”") {
      try $0.write("my precious notes\nline two\n".utf8, to: $0.storePath)
    },
    Obstacle("a binary file", .foreign, says: "a file of another kind") {
      try $0.write((0..<9000).map { UInt8(truncatingIfNeeded: $0) }, to: $0.storePath)
    },
    Obstacle("another database", .foreign, says: "an SQLite database of another program,") {
      try $0.makeDatabase("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
    },
    Obstacle("another database in WAL mode", .foreign, says: "(application id 77)") {
      try $0.makeDatabase(
        "PRAGMA application_id = 77; PRAGMA journal_mode = WAL; CREATE TABLE t (x)")
    },
    Obstacle("an empty file", .damaged, says: "is empty") {
      try $0.write([], to: $0.storePath)
    },
    Obstacle("a store cut off in the middle", .damaged, says: "is truncated") {
      _ = try await $0.fill(events: 200)
      try $0.changeStore { $0.removeLast($0.count / 2) }
    },
    Obstacle("a store cut off in its header", .damaged, says: "is damaged or another") {
      _ = try await $0.fill(events: 3)
      try $0.changeStore { $0 = $0.prefix(60) }
    },
    Obstacle("a store without its first bytes", .damaged, says: "first bytes were overwritten") {
      _ = try await $0.fill(events: 3)
      try $0.changeStore { $0.replaceSubrange(0..<16, with: Data(repeating: 0, count: 16)) }
    },
    Obstacle("a store with a damaged schema", .damaged, says: "is damaged or another") {
      _ = try await $0.fill(events: 3)
      try $0.changeStore {
        $0.replaceSubrange(100..<4096, with: Data(repeating: 0xAA, count: 3996))
      }
    },
    Obstacle("a newer store", .newer, says: "written by a newer koderz") {
      _ = try await $0.fill(events: 3)
      try $0.makeDatabase("INSERT INTO grdb_migrations VALUES ('999 the future')")
    },
    Obstacle("a folder", .unreadable, says: "is a folder") {
      try $0.write([], to: $0.storePath + "/inside")
    },
    Obstacle("a pipe", .unreadable, says: "is not a regular file") {
      try $0.write([], to: $0.path + "/sessions/other")
      #expect(mkfifo($0.storePath, 0o600) == 0)
    },
  ]
}

extension TemporaryFolder {
  fileprivate func makeDatabase(_ sql: String) throws {
    try write([], to: path + "/sessions/other")
    let database = try DatabaseQueue(path: storePath)
    try database.writeWithoutTransaction { try $0.execute(sql: sql) }
    try database.close()
  }
}

@Suite struct `A file that is no sound store` {
  @Test(arguments: Obstacle.all)
  func `is named for what it is and left as it is`(obstacle: Obstacle) async throws {
    let folder = try TemporaryFolder()
    try await obstacle.make(folder)
    let before = try folder.files()
    let error = #expect(throws: StoreError.self) { try folder.store() }
    #expect(error?.code == obstacle.code)
    let message = error?.message ?? ""
    #expect(message.contains(obstacle.says))
    #expect(message.contains(folder.storePath), "it says where")
    #expect(message.contains("; "), "it says what to try")
    #expect(try folder.files() == before)
  }

  /// Root may read everything, so that another user's eyes are needed.
  @Test(
    .enabled(
      if: geteuid() != 0 || FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv"),
      "as root it needs setpriv"))
  func `is not opened without permission`() async throws {
    let folder = try TemporaryFolder()
    _ = try await folder.fill(events: 3)
    let program = folder.path + "/storage-writer"
    // A program that is still open for writing cannot be run, and a child that another test starts
    // this moment would hold it open: so another process writes it.
    let copying = try Process.run(
      URL(filePath: "/bin/cp"), arguments: [WriterProcess.program(), program])
    copying.waitUntilExit()
    for path in [folder.path, folder.path + "/sessions", program] { chmod(path, 0o755) }
    chmod(folder.storePath, geteuid() == 0 ? 0o600 : 0)
    let before = try folder.files()
    let prefix =
      geteuid() == 0
      ? ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] : []
    let writer = try WriterProcess([folder.path, "sample", "1"], prefix: prefix, program: program)
    let end = await writer.finish()
    #expect(end.status == 1)
    #expect(
      end.error.hasPrefix(
        "unreadable: cannot open the session store: \(folder.storePath) may not be read"))
    #expect(try folder.files() == before)
  }
}
