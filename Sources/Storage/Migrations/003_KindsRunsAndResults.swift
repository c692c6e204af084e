internal import GRDB

extension Migration {
  /// What a session was begun for, the run it is one of, and what it came to on each problem.
  ///
  /// `resultsOrdinal` is the event up to which a session's results are stored. It is 0 for older
  /// sessions, which are folded once when results are first asked for. A later migration that
  /// changes what a result means sets it to 0 again.
  static let kindsRunsAndResults = Migration(name: "003 kinds, runs and results") { db in
    try db.execute(
      sql: """
        ALTER TABLE session ADD COLUMN
          kind TEXT NOT NULL DEFAULT 'interactive' CHECK (kind <> '');
        ALTER TABLE session ADD COLUMN run TEXT CHECK (run <> '');
        ALTER TABLE session ADD COLUMN resultsOrdinal INTEGER NOT NULL DEFAULT 0
          CHECK (resultsOrdinal BETWEEN 0 AND eventCount);

        CREATE INDEX sessionByTime ON session (createdAt);
        CREATE INDEX sessionByKind ON session (kind, createdAt);
        CREATE INDEX sessionBehind ON session (createdAt) WHERE resultsOrdinal < eventCount;

        CREATE TABLE result (
          sessionID INTEGER NOT NULL REFERENCES session (id),
          taskID TEXT NOT NULL,
          prompt BLOB NOT NULL CHECK (length(prompt) = 32),
          tests BLOB NOT NULL CHECK (length(tests) = 32),
          model TEXT CHECK (model <> ''),
          isOneModelAlone INTEGER NOT NULL CHECK (isOneModelAlone IN (0, model IS NOT NULL)),
          attempts INTEGER NOT NULL CHECK (attempts >= 0),
          passed INTEGER NOT NULL CHECK (passed BETWEEN 0 AND attempts),
          exposure TEXT CHECK ((exposure IS NULL) = (passed = 0)),
          costNanoUSD INTEGER NOT NULL,
          unpricedCalls INTEGER NOT NULL CHECK (unpricedCalls >= 0),
          inputTokens INTEGER NOT NULL,
          outputTokens INTEGER NOT NULL,
          modelMs INTEGER NOT NULL,
          testMs INTEGER NOT NULL,
          lastOrdinal INTEGER NOT NULL CHECK (lastOrdinal >= 1),
          PRIMARY KEY (sessionID, taskID)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX resultByProblem ON result (taskID);
        """)
  }
}
