import Experiments
import Foundation
import Storage
import StoreTesting

/// A folder of one test's own, removed with everything in it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "koderz-storage-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var storePath: String { SQLiteSessionStore.path(in: path) }

  func store() throws -> SQLiteSessionStore {
    try SQLiteSessionStore(workspace: path, now: fixedNow)
  }

  /// Stores a session of so many events with a text for each of the first ones, and closes.
  func fill(session name: String = "sample", events count: Int, texts: [String] = []) async throws
    -> [EventRecord]
  {
    var chain = EventChain()
    let events = try chain.session(count: count)
    let store = try store()
    let id = try await store.create(name: name, at: fixedNow())
    try await store.append(events, texts: texts, to: id)
    return events
  }

  func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: path))
  }

  /// Damages the closed store.
  func changeStore(_ change: (inout Data) -> Void) throws {
    var bytes = try Data(contentsOf: URL(filePath: storePath))
    change(&bytes)
    try bytes.write(to: URL(filePath: storePath))
  }

  /// Every file below the folder with its bytes, locks left out.
  func files() throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: path)
    var files: [String: Data] = [:]
    for name in names where !name.contains("locks") {
      files[name] = FileManager.default.contents(atPath: path + "/" + name)
    }
    return files
  }
}
