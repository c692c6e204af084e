internal import Glibc
internal import Synchronization

/// The inputs of all sessions, in one file that grows until it is compacted.
///
/// Several processes may use the file at once: an entry is one `write` under `flock`, and whoever
/// finds the file a quarter above its bounds puts one with the newest entries in its place. A line of
/// the file is an entry, in UTF-8, with newline as `\n` and backslash as `\\`.
package final class HistoryFile: Sendable {
  /// Where the file is.
  package let path: String
  private let limit: Int
  private let byteLimit: Int
  private let isSecret: @Sendable (String) -> Bool
  private let memory = Mutex(Memory())

  private struct Memory {
    /// The entry recorded last, to leave repetitions out.
    var last: String?
    /// Lines of the file, as far as this process knows.
    var lineCount = 0
  }

  /// A history at a path; the file need not exist.
  ///
  /// - Parameters:
  ///   - path: where the file is.
  ///   - limit: how many entries are loaded and kept, counted from the newest.
  ///   - byteLimit: how large a compacted file is at most.
  ///   - isSecret: true for lines that must never be written, nor be offered again.
  package init(
    path: String, limit: Int = 10_000, byteLimit: Int = 2_000_000,
    isSecret: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.path = path
    self.limit = limit
    self.byteLimit = byteLimit
    self.isSecret = isSecret
  }

  /// Whether the entry belongs in a history: not blank, no leading space, no secret in it.
  package func accepts(_ entry: String) -> Bool {
    !entry.hasPrefix(" ") && !entry.allSatisfy(\.isWhitespace) && !isSecret(entry)
  }

  /// The newest entries.
  ///
  /// **Shape**: oldest first, at most `limit`, each once, at its newest place; empty when the file does
  /// not exist or cannot be read.
  package func load() -> [String] {
    guard let bytes = readFile(path) else { return [] }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    var seen: Set<String> = []
    var newestFirst: [String] = []
    for line in lines.reversed() {
      guard newestFirst.count < limit else { break }
      let entry = HistoryFile.decode(line)
      if seen.insert(entry).inserted, accepts(entry) { newestFirst.append(entry) }
    }
    memory.withLock { $0 = Memory(last: newestFirst.first, lineCount: lines.count) }
    return newestFirst.reversed()
  }

  /// Adds an entry, unless it repeats the last one or is not accepted.
  ///
  /// **Effects**: creates the file (0600) and its directories (0700); one `write` under `flock`;
  /// compacts the file when it has become too large.
  /// - Returns: true when the entry was added.
  /// - Throws: `HistoryFileError` when the file cannot be opened or written.
  @discardableResult
  package func append(_ entry: String) throws(HistoryFileError) -> Bool {
    guard accepts(entry), memory.withLock({ $0.last != entry }) else { return false }
    createDirectories(above: path)
    let descriptor = try openLocked()
    defer { close(descriptor) }
    // A writer that died in the middle of an entry must not swallow this one.
    let start = endsInMidLine(descriptor) ? "\n" : ""
    guard writeAll(descriptor, start + HistoryFile.encode(entry) + "\n") else {
      throw HistoryFileError(path: path, code: errno)
    }
    let lineCount = memory.withLock { memory in
      memory.last = entry
      memory.lineCount += 1
      return memory.lineCount
    }
    if isTooLarge(lineCount, fileSize(descriptor)) { compact() }
    return true
  }

  /// The file, locked: the one that is at the path now, not one that was replaced while we waited.
  private func openLocked() throws(HistoryFileError) -> Int32 {
    while true {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw HistoryFileError(path: path, code: errno) }
      fchmod(descriptor, 0o600)
      while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
      if isCurrent(descriptor) { return descriptor }
      close(descriptor)
    }
  }

  private func isCurrent(_ descriptor: Int32) -> Bool {
    var (ours, there) = (stat(), stat())
    guard fstat(descriptor, &ours) == 0, stat(path, &there) == 0 else { return false }
    return ours.st_ino == there.st_ino && ours.st_dev == there.st_dev
  }

  private func fileSize(_ descriptor: Int32) -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// A quarter above the bounds, so that not every entry rewrites the file.
  private func isTooLarge(_ lineCount: Int, _ size: Int) -> Bool {
    lineCount > limit + limit / 4 || size > byteLimit + byteLimit / 4
  }

  /// Puts a file with the newest entries in the place of the one that the caller has locked.
  ///
  /// A crash leaves the old file as it was, and beside it at most a half-written one, which the next
  /// compaction overwrites. A failure leaves the old file too: it may be too large once more.
  private func compact() {
    guard let real = realpath(path, nil) else { return }
    defer { free(real) }
    // Beside the file itself: renaming over a symbolic link would replace the link.
    let target = String(cString: real)
    guard let bytes = readFile(target) else { return }
    let lines = newestLines(of: bytes)
    let new = target + ".new"
    let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    let text = lines.map { $0 + "\n" }.joined()
    let isWritten = writeAll(descriptor, text) && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, rename(new, target) == 0 else {
      unlink(new)
      return
    }
    memory.withLock { $0.lineCount = lines.count }
  }

  /// Each line once, at its newest place, and one at least.
  private func newestLines(of bytes: [UInt8]) -> [String] {
    var seen: Set<String> = []
    var newestFirst: [String] = []
    var size = 0
    for line in bytes.split(separator: UInt8(ascii: "\n")).reversed() {
      let text = String(decoding: line, as: UTF8.self)
      guard seen.insert(text).inserted else { continue }
      size += line.count + 1
      guard newestFirst.count < limit, size <= byteLimit || newestFirst.isEmpty else { break }
      newestFirst.append(text)
    }
    return newestFirst.reversed()
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
    guard line.contains(UInt8(ascii: "\\")) else { return String(decoding: line, as: UTF8.self) }
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
    "cannot write the history file \(path): \(String(cString: strerror(code))); "
      + "check its permissions and the free space"
  }
}
