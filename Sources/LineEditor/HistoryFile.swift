internal import Glibc
internal import Synchronization

/// The inputs of all sessions, in one file that only grows.
///
/// Several processes may use the file at once: an entry is one `write` under `flock`. A line of the
/// file is an entry, in UTF-8, with newline as `\n` and backslash as `\\`.
package final class HistoryFile: Sendable {
  /// Where the file is.
  package let path: String
  private let limit: Int
  private let isSecret: @Sendable (String) -> Bool
  /// The entry recorded last, to leave repetitions out.
  private let last = Mutex<String?>(nil)

  /// A history at a path; the file need not exist.
  ///
  /// - Parameters:
  ///   - path: where the file is.
  ///   - limit: how many entries are loaded, counted from the newest.
  ///   - isSecret: true for lines that must never be written, nor be offered again.
  package init(
    path: String, limit: Int = 10_000,
    isSecret: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.path = path
    self.limit = limit
    self.isSecret = isSecret
  }

  /// Whether the entry belongs in a history: not blank, no leading space, no secret in it.
  package func accepts(_ entry: String) -> Bool {
    !entry.hasPrefix(" ") && !entry.allSatisfy(\.isWhitespace) && !isSecret(entry)
  }

  /// The newest entries.
  ///
  /// **Shape**: oldest first, at most `limit`, none equal to the one before it; empty when the file
  /// does not exist or cannot be read.
  package func load() -> [String] {
    guard let bytes = readFile(path) else { return [] }
    var entries: [String] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")).suffix(limit) {
      let entry = HistoryFile.decode(line)
      if entry != entries.last, accepts(entry) { entries.append(entry) }
    }
    last.withLock { $0 = entries.last }
    return entries
  }

  /// Adds an entry, unless it repeats the last one or is not accepted.
  ///
  /// **Effects**: creates the file (0600) and its directories (0700); one `write` under `flock`.
  /// - Returns: true when the entry was added.
  /// - Throws: `HistoryFileError` when the file cannot be opened or written.
  @discardableResult
  package func append(_ entry: String) throws(HistoryFileError) -> Bool {
    guard accepts(entry), last.withLock({ $0 != entry }) else { return false }
    createDirectories(above: path)
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw HistoryFileError(path: path, code: errno) }
    defer { close(descriptor) }
    fchmod(descriptor, 0o600)
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
    // A writer that died in the middle of an entry must not swallow this one.
    let start = endsInMidLine(descriptor) ? "\n" : ""
    guard writeAll(descriptor, start + HistoryFile.encode(entry) + "\n") else {
      throw HistoryFileError(path: path, code: errno)
    }
    last.withLock { $0 = entry }
    return true
  }

  private func endsInMidLine(_ descriptor: Int32) -> Bool {
    let end = lseek(descriptor, 0, SEEK_END)
    var byte: UInt8 = 0
    return end > 0 && pread(descriptor, &byte, 1, end - 1) == 1 && byte != UInt8(ascii: "\n")
  }

  private static func encode(_ entry: String) -> String {
    var result = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func decode(_ line: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in line {
      if isEscaped {
        result.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The history could not be kept.
package struct HistoryFileError: Error, CustomStringConvertible {
  /// Where the file is.
  package let path: String
  /// The `errno` of the failed call.
  package let code: Int32

  /// What failed, on which file, and why.
  package var description: String {
    "cannot write the history file \(path): \(String(cString: strerror(code)))"
  }
}
