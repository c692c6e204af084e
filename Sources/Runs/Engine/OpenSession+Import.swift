import CanonicalJSON
import Experiments

extension OpenSession {
  /// Writes the open session as JSON Lines that read back to the same hashes.
  ///
  /// - Throws: `StoreError`, `FileError`; `WorkbenchError` when the session has no events yet.
  package func export(to path: String) async throws -> (events: Int, texts: Int) {
    guard let id = await log.openedID else {
      throw WorkbenchError("the session has no events yet", hint: "use ID begins it")
    }
    var lines: [String] = []
    var written: Set<ContentHash> = []
    var count = 0
    try await services.store.forEachPage(of: id) { records in
      let named = records.map { $0.namedHashes.filter { !written.contains($0) } }
      let texts = try await services.store.texts(named.flatMap(\.self))
      for (record, hashes) in zip(records, named) {
        for hash in hashes {
          guard let text = texts[hash], written.insert(hash).inserted else { continue }
          lines.append(SessionFileLine.text(text).jsonLine)
        }
        lines.append(SessionFileLine.event(record).jsonLine)
      }
      count += records.count
    }
    try services.files.write(path, Array((lines.joined(separator: "\n") + "\n").utf8))
    return (count, written.count)
  }

  /// Reads an exported session into the store and turns to it.
  ///
  /// The whole file is read and its chain recomputed before anything is stored.
  ///
  /// - Throws: `WorkbenchError` naming the line that does not hold; `StoreError`, `FileError`.
  package func importSession(from path: String, as name: String?) async throws -> Int {
    let (records, texts) = try readSession(path)
    let sessionName = try name ?? startedName(of: records, path)
    let store = services.store
    let id = try await store.create(
      name: sessionName, kind: .imported, run: nil, at: services.clock.now())
    do {
      for start in stride(from: 0, to: records.count, by: 1000) {
        let chunk = Array(records[start..<min(start + 1000, records.count)])
        try await store.append(chunk, texts: start == 0 ? texts : [], to: id)
      }
    } catch {
      await store.release(id)
      throw error
    }
    await store.release(id)
    try await open(session: sessionName)
    let state = await state
    try await store.project([
      SessionResults(session: id, lastOrdinal: state.lastOrdinal, results: state.results)
    ])
    return records.count
  }

  private func startedName(of records: [EventRecord], _ path: String) throws -> String {
    guard let first = records.first, let started = try first.event().payload as? SessionStarted
    else {
      throw WorkbenchError(
        "\(path) does not begin with the start of a session",
        hint: "session export writes such files")
    }
    return started.name
  }

  private func readSession(_ path: String) throws -> ([EventRecord], [String]) {
    let text = String(decoding: try services.files.read(path), as: UTF8.self)
    var check = ChainCheck()
    var records: [EventRecord] = []
    var texts: [String] = []
    var number = 0
    for line in TextLine.split(text).map(\.text) {
      number += 1
      guard !line.isEmpty else { continue }
      do {
        switch try SessionFileLine(jsonLine: line) {
        case .text(let text): texts.append(text)
        case .event(let record):
          try check.check(record)
          records.append(record)
        }
      } catch {
        throw WorkbenchError(
          "\(path):\(number): \(error)",
          hint: "nothing was imported; session export writes such files")
      }
    }
    return (records, texts)
  }
}
