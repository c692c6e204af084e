extension SessionState {
  /// Version of the snapshot's encoding; raised with every change of the members written.
  package static let snapshotVersion = 7

  /// The state as bytes, to open the session without folding its whole past.
  package func snapshot() -> StoredSnapshot {
    var writer = ByteWriter()
    writer.write(format)
    writer.write(history)
    writer.write(name)
    writer.write(lastCommand)
    writer.write(current)
    writer.write(settings)
    writer.write(experiments)
    writer.write(order)
    writer.write(noteCount)
    writer.write(parts)
    return StoredSnapshot(
      ordinal: lastOrdinal, hash: lastHash, version: Self.snapshotVersion, bytes: writer.bytes)
  }

  /// Reads a snapshot; nil when it is of another version or damaged, and the events must be folded.
  package init?(snapshot: StoredSnapshot) {
    guard snapshot.version == Self.snapshotVersion else { return nil }
    var reader = ByteReader(snapshot.bytes)
    do {
      self.init(
        lastOrdinal: snapshot.ordinal, lastHash: snapshot.hash, format: try reader.read(),
        history: try reader.read())
      name = try reader.read()
      lastCommand = try reader.read()
      current = try reader.read()
      settings = try reader.read()
      experiments = try reader.read()
      order = try reader.read()
      noteCount = try reader.read()
      parts = try reader.read()
    } catch {
      return nil
    }
    guard reader.isAtEnd else { return nil }
  }
}
