import CanonicalJSON
internal import Experiments

/// What the rows of a damaged store add up to.
struct Salvage {
  private var names: [Int: (name: String, eventCount: Int)] = [:]
  private var events: [Int: [Int: EventRecord]] = [:]
  private var texts: [ContentHash: String] = [:]

  init(_ scan: RowScan) {
    scan.forEachRow { row in
      if let (id, record) = row.event {
        take(record, of: id)
      } else if let (hash, text) = row.text {
        texts[hash] = text
      } else if let (id, name, count) = row.session, count >= names[id]?.eventCount ?? 0 {
        // A page no longer in use may hold an older form of the row.
        names[id] = (name, count)
      }
    }
  }

  /// Of two rows for one event, the one that is what its hash says.
  private mutating func take(_ record: EventRecord, of id: Int) {
    let known = events[id]?[record.ordinal]
    if known == nil || record.computedHash == record.hash {
      events[id, default: [:]][record.ordinal] = record
    }
  }

  /// The numbers of the sessions of which anything was found, the oldest first.
  var ids: [Int] { Set(names.keys).union(events.keys).sorted() }

  /// What was found of one session.
  func session(_ id: Int) -> SalvagedSession {
    let found = (events[id] ?? [:]).values.sorted { $0.ordinal < $1.ordinal }
    var session = SalvagedSession(
      name: names[id]?.name ?? "session \(id)", events: found, texts: [], losses: [])
    noteGaps(upTo: names[id]?.eventCount ?? 0, in: &session)
    if names[id] == nil { session.losses.append("its name and its last events may be missing") }
    for event in found where event.computedHash != event.hash {
      session.losses.append("event #\(event.ordinal) was changed: its hash differs")
    }
    addTexts(to: &session)
    return session
  }

  private func noteGaps(upTo count: Int, in session: inout SalvagedSession) {
    var next = 1
    for ordinal in session.events.map(\.ordinal) + [count + 1] where ordinal >= next {
      if ordinal == next + 1 { session.losses.append("event #\(next) cannot be read") }
      if ordinal > next + 1 {
        session.losses.append("events #\(next) to #\(ordinal - 1) cannot be read")
      }
      next = ordinal + 1
    }
  }

  private func addTexts(to session: inout SalvagedSession) {
    var seen: Set<ContentHash> = []
    for event in session.events {
      let known = (try? event.event())?.payload.textHashes
      for hash in known ?? event.namedHashes where seen.insert(hash).inserted {
        if let text = texts[hash] {
          session.texts.append(text)
        } else if known != nil {
          session.losses.append("a text of event #\(event.ordinal) cannot be read: \(hash)")
        }
      }
    }
  }
}
