internal import GRDB

extension Migration {
  /// Which command an event belongs to; null for events stored before that was recorded.
  static let commandsOfEvents = Migration(name: "002 commands of events") { db in
    try db.execute(
      sql: """
        ALTER TABLE event ADD COLUMN command INTEGER CHECK (command BETWEEN 1 AND ordinal - 1)
        """)
  }
}
