internal import GRDB
internal import Synchronization

/// Connections that are closed and no longer used, kept to the end of the process.
///
/// Letting go of one has libdispatch free what belongs to its queue on a worker thread, and a
/// process that ever had such a worker is woken once a second to look after it.
enum SpentConnections {
  private static let all = Mutex<[DatabaseQueue]>([])

  /// Closes a connection that was needed once.
  static func close(_ database: DatabaseQueue) throws {
    all.withLock { $0.append(database) }
    try database.close()
  }
}
