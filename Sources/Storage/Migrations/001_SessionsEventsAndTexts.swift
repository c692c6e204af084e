internal import GRDB

extension Migration {
  /// Sessions, their events, the long texts these name, and snapshots.
  ///
  /// Times are milliseconds since 1970; hashes are the 32 bytes of a SHA-256. Texts are blobs of
  /// UTF-8, because SQLite ends a text at its first NUL, which a model may well write.
  static let sessionsEventsAndTexts = Migration(name: "001 sessions, events and texts") { db in
    try db.execute(
      sql: """
        CREATE TABLE session (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE CHECK (name <> ''),
          createdAt INTEGER NOT NULL,
          eventCount INTEGER NOT NULL CHECK (eventCount >= 0),
          lastHash BLOB NOT NULL CHECK (length(lastHash) = 32),
          lastEventAt INTEGER CHECK ((lastEventAt IS NULL) = (eventCount = 0))
        ) STRICT;

        CREATE TABLE event (
          sessionID INTEGER NOT NULL REFERENCES session (id),
          ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
          previous BLOB NOT NULL CHECK (length(previous) = 32),
          hash BLOB NOT NULL CHECK (length(hash) = 32),
          experiment TEXT,
          parent INTEGER CHECK (parent BETWEEN 1 AND ordinal - 1),
          kind TEXT NOT NULL CHECK (kind <> ''),
          at INTEGER NOT NULL,
          payload TEXT NOT NULL CHECK (json_valid(payload)),
          PRIMARY KEY (sessionID, ordinal)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX specByProblem ON event (
          json_extract(payload, '$.taskID'), json_extract(payload, '$.key')
        ) WHERE kind = 'spec-made';

        CREATE TABLE text (
          id INTEGER PRIMARY KEY,
          hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
          utf8 BLOB NOT NULL
        ) STRICT;

        CREATE TABLE snapshot (
          sessionID INTEGER PRIMARY KEY REFERENCES session (id),
          ordinal INTEGER NOT NULL,
          hash BLOB NOT NULL CHECK (length(hash) = 32),
          version INTEGER NOT NULL,
          bytes BLOB NOT NULL,
          FOREIGN KEY (sessionID, ordinal) REFERENCES event (sessionID, ordinal)
        ) STRICT;
        """)
  }
}
