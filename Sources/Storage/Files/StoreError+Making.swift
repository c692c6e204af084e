internal import Experiments
internal import GRDB
internal import Glibc

// One wording for each kind of fault: what failed, on what, why, what to try.

extension StoreError {
  /// The meaning of an error of SQLite, GRDB or the system while doing something with a store.
  init(_ error: any Error, doing: String, at path: String) {
    guard let error = error as? DatabaseError else {
      self = error as? StoreError ?? .unreadable(path, "cannot be opened (\(error))")
      return
    }
    let why = "\(error.message ?? "no reason given") (SQLite \(error.extendedResultCode.rawValue))"
    switch error.extendedResultCode {
    case .SQLITE_FULL, .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC,
      .SQLITE_IOERR_TRUNCATE, .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMOPEN:
      self = .diskFull(doing, path, why)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_IOERR_SHORT_READ,
      .SQLITE_IOERR_CORRUPTFS:
      self = .damaged(path, "cannot be read: \(why)")
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self.init(
        code: .busy,
        message: "cannot \(doing): another process has been writing to \(path) for too long; "
          + "nothing was stored: try again when it is done")
    case .SQLITE_CONSTRAINT:
      self.init(
        code: .conflict,
        message: "cannot \(doing): it breaks a rule of the store in \(path): \(why); "
          + "nothing was stored: open the session again")
    default:
      self = .unreadable(path, "cannot be used: \(why)")
    }
  }

  /// The meaning of an error of the system while doing something with a file.
  init(system fault: Int32, doing: String, at path: String) {
    let why = String(cString: strerror(fault))
    switch fault {
    case ENOSPC, EDQUOT: self = .diskFull(doing, path, why)
    case EACCES, EPERM:
      self.init(
        code: .unreadable,
        message: "cannot \(doing): \(path) may not be read and written by this user (\(why)); "
          + "change its owner or mode, or choose another workspace")
    default:
      self.init(
        code: .unreadable,
        message: "cannot \(doing): \(path): \(why); repair it, or choose another workspace")
    }
  }

  static func foreign(_ path: String, _ what: String) -> StoreError {
    StoreError(
      code: .foreign,
      message: "\(path) is \(what), not a session store; it was left as it is: "
        + "move it away, or choose another workspace")
  }

  static func damaged(_ path: String, _ what: String) -> StoreError {
    StoreError(
      code: .damaged,
      message: "the session store \(path) \(what); it was left as it is: "
        + "export what can still be read, then move it away or restore a copy")
  }

  static func newer(_ path: String) -> StoreError {
    StoreError(
      code: .newer,
      message: "the session store \(path) was written by a newer koderz; it was left as it is: "
        + "update koderz, or choose another workspace")
  }

  static func unreadable(_ path: String, _ what: String) -> StoreError {
    StoreError(
      code: .unreadable,
      message: "the session store \(path) \(what); "
        + "check the path and its permissions, or choose another workspace")
  }

  static func diskFull(_ doing: String, _ path: String, _ why: String) -> StoreError {
    StoreError(
      code: .diskFull,
      message: "cannot \(doing): the disk of \(path) is full or failing: \(why); "
        + "nothing was stored: free some space there and try again")
  }

  static func held(_ name: String, by holder: SessionLock.Holder) -> StoreError {
    StoreError(
      code: .held,
      message: "session “\(name)” is held by \(holder); "
        + "close it there first, or open another session")
  }
}
