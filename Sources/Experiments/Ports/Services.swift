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
  /// Begins a file, anew or at its end, and returns what adds to it; makes no folders.
  ///
  /// - Throws: `FileError` saying which file and why; so does what it returns.
  package var stream:
    @Sendable (_ path: String, _ appends: Bool) throws ->
      @Sendable (_ bytes: [UInt8]) throws -> Void
  package var isFolder: @Sendable (_ path: String) -> Bool
  /// The first bytes of a regular file; empty for a device or a pipe, which may have no end, and for none.
  package var beginning: @Sendable (_ path: String, _ count: Int) -> [UInt8]
  /// Names in a folder, sorted; empty when it is not there.
  package var list: @Sendable (_ folder: String) -> [String]

  package init(
    read: @escaping @Sendable (_ path: String) throws -> [UInt8],
    write: @escaping @Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void,
    stream: (
      @Sendable (_ path: String, _ appends: Bool) throws ->
        @Sendable (_ bytes: [UInt8]) throws -> Void
    )? = nil,
    isFolder: @escaping @Sendable (_ path: String) -> Bool = { _ in true },
    beginning: (@Sendable (_ path: String, _ count: Int) -> [UInt8])? = nil,
    list: @escaping @Sendable (_ folder: String) -> [String]
  ) {
    self.read = read
    self.write = write
    self.stream =
      stream ?? { path, appends in
        if !appends { try write(path, []) }
        return { bytes in try write(path, ((try? read(path)) ?? []) + bytes) }
      }
    self.isFolder = isFolder
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

  /// What to try next.
  package var suggestion: String { "check the path, its permissions and the free space" }

  package var description: String { "\(path): \(reason)" }
}
