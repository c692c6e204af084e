import Experiments
import Glibc
import Problems

/// The lines of a file, plain or gzip, read and unpacked piece by piece.
struct SampleLines: AsyncSequence {
  typealias Element = [UInt8]

  /// `-` is standard input.
  private let path: String

  /// - Throws: `FileError` when the file cannot be read.
  init(path: String) throws {
    self.path = path
    guard path != "-", access(path, R_OK) != 0 else { return }
    throw FileError(path: path, reason: String(cString: strerror(errno)))
  }

  func makeAsyncIterator() -> Iterator { Iterator(path) }

  /// How many lines are not blank; nil when reading them would use them up.
  ///
  /// - Throws: as the iterator.
  func countIfRepeatable() async throws -> Int? {
    var info = stat()
    guard path != "-", stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
    var count = 0
    for try await line in self where line.contains(where: { $0 > 0x20 }) { count += 1 }
    return count
  }

  struct Iterator: AsyncIteratorProtocol {
    private let file: InputFile
    private var gzip: GzipReader?
    private var isOpen = false
    private var buffer: [UInt8] = []
    /// Where in the buffer the next line begins.
    private var start = 0
    /// Up to where no newline was found.
    private var searched = 0
    private var isAtEnd = false

    fileprivate init(_ path: String) { file = InputFile(path) }

    /// - Throws: `FileError`, `GzipError`, `CancellationError`.
    mutating func next() async throws -> [UInt8]? {
      while true {
        if let end = buffer[searched...].firstIndex(of: 0x0A) {
          defer { (start, searched) = (end + 1, end + 1) }
          return Array(buffer[start..<end])
        }
        searched = buffer.count
        if isAtEnd {
          defer { start = buffer.count }
          return start < buffer.count ? Array(buffer[start...]) : nil
        }
        try await readMore()
      }
    }

    private mutating func readMore() async throws {
      try await file.waitForInput()
      if !isOpen {
        isOpen = true
        let file = file
        if Gzip.isGzip(file.peek()) { gzip = GzipReader(name: file.path) { file.next() } }
      }
      let piece = try gzip?.next() ?? file.next()[...]
      if let error = file.error { throw error }
      isAtEnd = piece.isEmpty
      buffer.removeFirst(start)
      (start, searched) = (0, searched - start)
      buffer += piece
    }
  }
}

/// A file that is read piece by piece; a class because it owns a descriptor.
private final class InputFile {
  let path: String
  /// Why reading ended early.
  private(set) var error: FileError?
  private let descriptor: Int32
  private var waiting: [UInt8]?

  init(_ path: String) {
    self.path = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { fail() }
  }

  deinit {
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// The first piece, which the next call of `next` gives again.
  func peek() -> [UInt8] {
    let piece = next()
    waiting = piece
    return piece
  }

  /// The next bytes; none at the end.
  func next() -> [UInt8] {
    if let piece = waiting {
      waiting = nil
      return piece
    }
    guard descriptor >= 0 else { return [] }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count >= 0 { return Array(piece[..<count]) }
      guard errno == EINTR else {
        fail()
        return []
      }
    }
  }

  /// Waits until a pipe has something, without holding a thread that the runs need.
  func waitForInput() async throws {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while waiting == nil, poll(&poller, 1, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
  }

  private func fail() { error = FileError(path: path, reason: String(cString: strerror(errno))) }
}
