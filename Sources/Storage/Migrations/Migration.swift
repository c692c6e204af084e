internal import GRDB

/// One change of the schema; once released it is never altered, only followed by another.
struct Migration: Sendable {
  /// Recorded in the database when the change was made.
  let name: String
  let change: @Sendable (Database) throws -> Void
}

/// Every change of the schema, in order.
enum Migrations {
  static let all: [Migration] = [
    .sessionsEventsAndTexts, .commandsOfEvents, .kindsRunsAndResults,
  ]

  /// Why a database cannot be brought up to date.
  enum Refusal: Error {
    /// A later version of koderz changed its schema.
    case newer
  }

  /// Makes the changes that a database lacks; writes nothing when it lacks none.
  static func bringUpToDate(_ database: DatabaseQueue) throws {
    let migrator = migrator
    let isCurrent = try database.read { db in
      guard try !migrator.hasBeenSuperseded(db) else { throw Refusal.newer }
      return try migrator.hasCompletedMigrations(db)
    }
    if !isCurrent { try migrator.migrate(database) }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for migration in all {
      migrator.registerMigration(migration.name, migrate: migration.change)
    }
    return migrator
  }
}
