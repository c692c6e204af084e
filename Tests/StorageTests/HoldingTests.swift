import Experiments
import Foundation
import Storage
import TestKit
import Testing

@Suite(.paced) struct `A session held by another process` {
  @Test func `is refused with that process's number, and free at once when it dies`() async throws {
    let folder = try TemporaryFolder()
    let writer = try WriterProcess([folder.path, "sample"])
    _ = await writer.readDone(count: 1)
    let store = try folder.store()
    let session = try #require(try await store.sessions().first)
    let holder = "process \(writer.id) since 1970-01-01T00:00:00.000Z"
    #expect(session.holder == holder)
    let error = await #expect(throws: StoreError.self) { try await store.hold(session.id) }
    #expect(error?.code == .held)
    #expect(
      error?.message
        == "session “sample” is held by \(holder); close it there first, or open another session")
    _ = try await store.create(name: "other", at: fixedNow())
    _ = await writer.kill()
    #expect(try await store.sessions().last?.holder == nil)
    try await store.hold(session.id)
  }

  @Test(arguments: [
    ("", "another process"),
    ("4711\n", "process 4711"),
    ("4711\n2026-11-21T10:02:31.512Z\n", "process 4711 since 2026-11-21T10:02:31.512Z"),
    (
      "4711\n2026-11-21T10:02:31.512Z\nelsewhere\n",
      "process 4711 since 2026-11-21T10:02:31.512Z on elsewhere"
    ),
    ("garbage\nin\nit", "another process"),
  ])
  func `is shown with what the lock says`(content: String, description: String) async throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let id = try await store.create(name: "sample", at: fixedNow())
    let lock = folder.path + "/sessions/locks/\(id.rawValue).lock"
    let handle = try #require(FileHandle(forWritingAtPath: lock))
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(content.utf8))
    #expect(try await store.sessions().first?.holder == description)
  }

  @Test func `says so in a lock that only its owner can read`() async throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let id = try await store.create(name: "sample", at: fixedNow())
    let lock = folder.path + "/sessions/locks/\(id.rawValue).lock"
    let lines = try String(contentsOfFile: lock, encoding: .utf8).split(separator: "\n")
    #expect(
      lines == ["\(getpid())", "2026-11-21T10:02:31.512Z", "\(ProcessInfo.processInfo.hostName)"])
    let attributes = try FileManager.default.attributesOfItem(atPath: lock)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    await store.release(id)
    #expect(!FileManager.default.fileExists(atPath: lock), "a session that is free has no lock")
  }
}
