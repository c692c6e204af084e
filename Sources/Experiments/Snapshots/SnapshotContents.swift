import CanonicalJSON

// Small and few per experiment: these travel as their canonical JSON, as in their events.

extension SnapshotValue where Self: EventContent {
  func write(to writer: inout ByteWriter) {
    let json = try? JSONValue(encoding: self).canonical
    writer.write(json ?? "")
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    let text = try reader.read(String.self)
    guard let value = try? Self(canonicalJSON: text) else { throw reader.failure() }
    self = value
  }
}

extension ProblemOpened: SnapshotValue {}
extension SpecMade: SnapshotValue {}
extension GuidanceAdded: SnapshotValue {}
extension ReviewMade: SnapshotValue {}

extension UndoEntry: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    switch self {
    case .current(let value):
      writer.write(0)
      writer.write(value)
    case .setting(let name, let value):
      writer.write(1)
      writer.write(name)
      writer.write(value)
    case .position(let taskID, let position):
      writer.write(2)
      writer.write(taskID)
      writer.write(position)
    case .giving(let taskID, let ordinal, let isGone):
      writer.write(3)
      writer.write(taskID)
      writer.write(ordinal)
      writer.write(isGone)
    case .part(let name, let parts):
      writer.write(4)
      writer.write(name)
      writer.write(parts)
    }
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    switch try reader.read(Int.self) {
    case 0: self = .current(try reader.read())
    case 1: self = .setting(name: try reader.read(), value: try reader.read())
    case 2: self = .position(taskID: try reader.read(), try reader.read())
    case 3:
      self = .giving(
        taskID: try reader.read(), ordinal: try reader.read(), isGone: try reader.read())
    case 4: self = .part(name: try reader.read(), try reader.read())
    default: throw reader.failure()
    }
  }
}

extension UndoHistory.Step: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(command)
    writer.write(entries)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(command: try reader.read(), entries: try reader.read())
  }
}

extension UndoHistory: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(past)
    writer.write(future)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(past: try reader.read(), future: try reader.read())
  }
}

extension StateParts: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(
      values.mapValues { (part: any StatePart) in
        (try? JSONValue(encoding: part).canonical) ?? ""
      })
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init()
    for (name, json) in try reader.read([String: String].self) {
      guard let type = EventContents.parts[name], let part = try? type.init(canonicalJSON: json)
      else { throw reader.failure() }
      _ = exchange(name, with: part)
    }
  }
}

extension Experiment: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(problem)
    writer.write(format)
    writer.write(undone.sorted())
    writer.write(attempts)
    writer.write(specs)
    writer.write(guidance)
    writer.write(reviews)
    writer.write(position)
    writer.write(ledger)
    writer.write(samplesTaken)
    writer.write(brokenAtMost)
    writer.write(infraCount)
    writer.write(halted)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self.init(problem: try reader.read(), format: try reader.read())
    undone = Set(try reader.read([Int].self))
    attempts = try reader.read()
    specs = try reader.read()
    guidance = try reader.read()
    reviews = try reader.read()
    position = try reader.read()
    ledger = try reader.read()
    samplesTaken = try reader.read()
    brokenAtMost = try reader.read()
    infraCount = try reader.read()
    halted = try reader.read()
  }
}
