import Glibc

/// The reference for everything durable: a file to which 4 KiB are appended and made durable.
struct DurableAppend: ~Copyable {
  static let name = "append of 4 KiB and fsync"

  private let file: Int32
  private let page = [UInt8](repeating: 0x6B, count: 4096)

  /// - Throws: `BenchError` when the file cannot be made.
  init(in folder: String) throws {
    file = open(folder + "/append", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw BenchError("no file can be made in \(folder)") }
  }

  deinit { close(file) }

  /// One append and its time.
  func lap() throws -> Lap {
    try Stopwatch.lap {
      guard write(file, page, page.count) == page.count, fsync(file) == 0 else {
        throw BenchError("an append failed: \(String(cString: strerror(errno)))")
      }
    }
  }
}
