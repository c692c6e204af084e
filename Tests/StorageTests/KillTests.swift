import Experiments
import Foundation
import GRDB
import Storage
import TestKit
import Testing

@Suite(.paced) struct `A store whose writer is killed` {
  @Test func `holds everything that was said to be stored, in a sound chain`() async throws {
    let folder = try TemporaryFolder()
    var random = SeededRandom(seed: 20_261_121)
    for run in 1...20 {
      let writer = try WriterProcess([folder.path, "sample"])
      let count = Int.random(in: 0..<12, using: &random)
      let pause = UInt32.random(in: 0..<6000, using: &random)
      let said = await writer.kill(afterDone: count, microseconds: pause)
      try await check(folder, said: said, "run \(run): \(count) appends and \(pause) µs")
    }
  }

  /// No writer may be killed so early that it has said something and the store does not exist.
  private func check(_ folder: TemporaryFolder, said: [Int], _ moment: String) async throws {
    guard FileManager.default.fileExists(atPath: folder.storePath) else {
      #expect(said.isEmpty, "\(moment)")
      return
    }
    let store = try folder.store()
    guard let session = try await store.sessions().first else {
      #expect(said.isEmpty, "\(moment)")
      return
    }
    #expect(session.holder == nil, "\(moment)")
    var chain = ChainCheck()
    for event in try await store.events(of: session.id, ordinals: 1...Int.max) {
      try chain.check(event)
    }
    #expect(chain.count == session.eventCount, "\(moment)")
    #expect(chain.count >= said.last ?? 0, "\(moment)")
    #expect(chain.count % 4 == 0, "an append is whole, \(moment)")
    let database = try DatabaseQueue(path: folder.storePath)
    let integrity = try await database.read {
      try String.fetchAll($0, sql: "PRAGMA integrity_check")
    }
    #expect(integrity == ["ok"], "\(moment)")
  }
}
