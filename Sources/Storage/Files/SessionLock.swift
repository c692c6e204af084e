internal import Experiments
internal import Glibc

/// The right to append to one session, held until the value is gone or its process ends.
///
/// It is an exclusive lock on an open file description: the kernel frees it when the process dies,
/// however it dies, and two of them in one process exclude each other. The file says who holds it:
/// process, time and host, a line each. The holder removes the file before it gives the lock back, so that
/// most sessions have none; a lock counts only while its file is the one at the path.
///
/// **Source**: https://man7.org/linux/man-pages/man2/F_OFD_SETLK.2const.html
final class SessionLock: Sendable {
  // Not declared for Swift; the same on every Linux.
  private static let getLock: Int32 = 36  // F_OFD_GETLK
  private static let setLock: Int32 = 37  // F_OFD_SETLK

  private let path: String
  private let file: Int32

  /// - Throws: `StoreError` with code `held` naming the process that holds it.
  init(path: String, name: String, since: Timestamp) throws(StoreError) {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    try RawFile.makeFolder(folder, mode: 0o700)
    // Last: a lock that was not got must not run `deinit`.
    self.file = try Self.lockedFile(at: path, name: name)
    self.path = path
    write(Holder(process: getpid(), since: since, host: Self.host))
  }

  deinit {
    unlink(path)
    close(file)
  }

  /// Opens and locks the file, once more when its holder removed it in between.
  private static func lockedFile(at path: String, name: String) throws(StoreError) -> Int32 {
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0 else {
        throw StoreError(system: errno, doing: "open session “\(name)”", at: path)
      }
      var request = exclusive()
      guard fcntl(file, setLock, &request) == 0 else {
        let fault = errno
        close(file)
        guard fault == EAGAIN || fault == EACCES else {
          throw StoreError(system: fault, doing: "open session “\(name)”", at: path)
        }
        throw .held(name, by: holder(of: path) ?? Holder(lines: []))
      }
      if isFile(file, at: path) { return file }
      close(file)
    }
  }

  private static func isFile(_ file: Int32, at path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(file, &opened) == 0 && stat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// Who holds the lock of this file; nil when it is free.
  static func holder(of path: String) -> Holder? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var request = exclusive()
    guard fcntl(file, getLock, &request) == 0, request.l_type != Int16(F_UNLCK) else {
      return nil
    }
    let text = String(decoding: RawFile.firstBytes(1024, of: path), as: UTF8.self)
    return Holder(lines: text.split(separator: "\n"))
  }

  /// Asks for the whole file; asking never waits.
  private static func exclusive() -> flock {
    flock(
      l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 0, l_pid: 0)
  }

  /// A full disk may keep the name of the holder out, never the lock.
  private func write(_ holder: Holder) {
    ftruncate(file, 0)
    let bytes = Array(holder.lines.utf8)
    _ = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
  }

  private static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The process that holds a lock.
  struct Holder: CustomStringConvertible {
    /// What the file says, or nil for what it does not.
    var process: Int32?
    var since: Timestamp?
    var host: String?

    init(process: Int32, since: Timestamp, host: String) {
      (self.process, self.since, self.host) = (process, since, host)
    }

    init(lines: [Substring]) {
      process = lines.first.flatMap { Int32($0) }
      since = lines.dropFirst().first.flatMap { Timestamp($0) }
      host = lines.dropFirst(2).first.map { String($0) }
    }

    var lines: String {
      [process.map { "\($0)" }, since.map { "\($0)" }, host].compactMap(\.self)
        .joined(separator: "\n") + "\n"
    }

    /// Such as `process 4711 since 2026-11-21T10:02:31.512Z`, with the host when it is another.
    var description: String {
      guard let process else { return "another process" }
      var text = "process \(process)"
      if let since { text += " since \(since)" }
      if let host, host != SessionLock.host { text += " on \(host)" }
      return text
    }
  }
}
