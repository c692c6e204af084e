/// The clocks of the outside world.
package struct Clock: Sendable {
  /// The time of day, for records.
  package var now: @Sendable () -> Timestamp
  /// Milliseconds that only ever grow, for durations.
  package var monotonicMs: @Sendable () -> Double
  /// Milliseconds of processor time that this process has used.
  package var cpuMs: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Timestamp,
    monotonicMs: @escaping @Sendable () -> Double,
    cpuMs: @escaping @Sendable () -> Double = { 0 }
  ) {
    self.now = now
    self.monotonicMs = monotonicMs
    self.cpuMs = cpuMs
  }
}

/// The files a person names in a verb.
package struct Files: Sendable {
  /// Reads a whole file.
  ///
  /// - Throws: `FileError` saying which file and why.
  package var read: @Sendable (_ path: String) throws -> [UInt8]
  /// Writes a whole file by way of a temporary one, so that it is never half written.
  ///
  /// - Throws: `FileError` saying which file and why.
  package var write: @Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void
  /// Adds to the end of a file, which need not exist.
  ///
  /// - Throws: `FileError` saying which file and why.
  package var append: @Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void
  /// The first bytes of a regular file; empty for a device or a pipe, which may have no end, and for none.
  package var beginning: @Sendable (_ path: String, _ count: Int) -> [UInt8]
  /// Names in a folder, sorted; empty when it is not there.
  package var list: @Sendable (_ folder: String) -> [String]

  package init(
    read: @escaping @Sendable (_ path: String) throws -> [UInt8],
    write: @escaping @Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void,
    append: (@Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void)? = nil,
    beginning: (@Sendable (_ path: String, _ count: Int) -> [UInt8])? = nil,
    list: @escaping @Sendable (_ folder: String) -> [String]
  ) {
    self.read = read
    self.write = write
    self.append = append ?? { path, bytes in try write(path, ((try? read(path)) ?? []) + bytes) }
    self.beginning = beginning ?? { path, count in Array(((try? read(path)) ?? []).prefix(count)) }
    self.list = list
  }
}

/// A file that could not be read or written.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  package var path: String
  /// The system's reason: `No such file or directory`.
  package var reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package var description: String { "\(path): \(reason)" }
}
