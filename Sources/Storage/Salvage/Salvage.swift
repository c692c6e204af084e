internal import Experiments
internal import GRDB

/// Reads a damaged store row by row, going on behind what cannot be read.
struct Salvage {
  /// A session that is known by its own row, by its events, or by both.
  struct Source: Sendable {
    var id: SessionID
    var row: SessionRow?
  }

  let path: String
  private(set) var losses: [String] = []

  init(path: String) { self.path = path }

  /// The sessions, the oldest first.
  ///
  /// - Throws: `DatabaseError` when neither the sessions nor their events can be read.
  mutating func sessions(_ db: Database) throws -> [Source] {
    var rows: [SessionID: SessionRow] = [:]
    var rowFault: (any Error)?
    do {
      for row in try SessionRow.all(db) { rows[row.id] = row }
    } catch {
      rowFault = error
      losses.append("the list of sessions in \(path) cannot be read: names are missing")
    }
    var ids = Set(rows.keys)
    do {
      ids.formUnion(try EventRow.sessionIDs(db))
    } catch {
      if let rowFault { throw rowFault }
      losses.append("sessions of \(path) that are not in its list may be missing")
    }
    return ids.sorted { $0.rawValue < $1.rawValue }.map { Source(id: $0, row: rows[$0]) }
  }

  /// What can be read of one session.
  static func read(_ source: Source, _ db: Database) -> SalvagedSession {
    let name = source.row?.name ?? "session \(source.id.rawValue)"
    var session = SalvagedSession(name: name, events: [], texts: [], losses: [])
    readEvents(of: source, into: &session, db)
    readTexts(into: &session, db)
    return session
  }

  private static func readEvents(
    of source: Source,
    into session: inout SalvagedSession,
    _ db: Database
  ) {
    let count = source.row?.eventCount ?? (try? EventRow.lastOrdinal(of: source.id, db)) ?? 0
    var next = 1
    while true {
      do {
        let cursor = try EventRow.cursor(source.id, ordinals: next...Int.max, db)
        while let row = try cursor.next() {
          noteGap(from: next, to: row.record.ordinal, in: &session)
          session.events.append(row.record)
          next = row.record.ordinal + 1
        }
        noteGap(from: next, to: count + 1, in: &session)
        break
      } catch {
        guard let readable = firstReadable(after: next, upTo: count, of: source.id, db) else {
          noteGap(from: next, to: count + 1, in: &session)
          if source.row == nil { session.losses.append("events after #\(next - 1) may be missing") }
          break
        }
        noteGap(from: next, to: readable, in: &session)
        next = readable
      }
    }
    for event in session.events where event.computedHash != event.hash {
      session.losses.append("event #\(event.ordinal) was changed: its hash differs")
    }
  }

  /// The next event that can be read by itself, behind one that cannot.
  private static func firstReadable(
    after ordinal: Int,
    upTo count: Int,
    of session: SessionID,
    _ db: Database
  ) -> Int? {
    guard ordinal < count else { return nil }
    return (ordinal + 1...count).first { ordinal in
      let cursor = try? EventRow.cursor(session, ordinals: ordinal...ordinal, db)
      return (try? cursor?.next()) != nil
    }
  }

  private static func noteGap(from first: Int, to next: Int, in session: inout SalvagedSession) {
    guard first < next else { return }
    session.losses.append(
      first == next - 1
        ? "event #\(first) cannot be read" : "events #\(first) to #\(next - 1) cannot be read")
  }

  private static func readTexts(into session: inout SalvagedSession, _ db: Database) {
    var seen: Set<ContentHash> = []
    for event in session.events {
      let known = (try? event.event())?.payload.textHashes
      for hash in known ?? event.namedHashes where seen.insert(hash).inserted {
        if let text = (try? TextRow.find([hash], db))?[hash], ContentHash(of: text) == hash {
          session.texts.append(text)
        } else if known != nil {
          session.losses.append("a text of event #\(event.ordinal) cannot be read: \(hash)")
        }
      }
    }
  }
}
