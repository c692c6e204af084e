extension SessionState {
  /// Version of the snapshot's encoding; raised with every change of the members written.
  package static let snapshotVersion = 5

  /// The state as bytes, to open the session without folding its whole past.
  package func snapshot() -> StoredSnapshot {
    var writer = ByteWriter()
    writer.write(name)
    writer.write(current)
    writer.write(settings)
    writer.write(experiments)
    writer.write(order)
    writer.write(noteCount)
    writer.write(history)
    return StoredSnapshot(
      ordinal: lastOrdinal, hash: lastHash, version: Self.snapshotVersion, bytes: writer.bytes)
  }

  /// Reads a snapshot; nil when it is of another version or damaged, and the events must be folded.
  package init?(snapshot: StoredSnapshot) {
    guard snapshot.version == Self.snapshotVersion else { return nil }
    var reader = ByteReader(snapshot.bytes)
    do {
      self.init(
        name: try reader.read(), lastOrdinal: snapshot.ordinal, lastHash: snapshot.hash,
        current: try reader.read(), settings: try reader.read(), experiments: try reader.read(),
        order: try reader.read(), noteCount: try reader.read(), history: try reader.read())
    } catch {
      return nil
    }
    guard reader.isAtEnd else { return nil }
  }
}
