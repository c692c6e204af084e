import Experiments
import Glibc

/// The machine's files, as far as benchmarks need them.
enum BenchFiles {
  static let files = Files(
    read: { try read($0) }, write: { try write($0, $1) }, list: { list($0) })

  private static func failure(_ path: String) -> FileError {
    FileError(path: path, reason: String(cString: strerror(errno)))
  }

  private static func read(_ path: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = Glibc.read(file, &chunk, chunk.count), count > 0 {
      bytes += chunk[..<count]
    }
    return bytes
  }

  private static func write(_ path: String, _ bytes: [UInt8]) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure(path) }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw failure(path) }
  }

  private static func list(_ folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder below another one and returns its path.
  static func makeFolder(_ name: String, in folder: String) throws -> String {
    let path = folder + "/" + name
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path) }
    return path
  }

  /// Removes a folder and all in it; what cannot be removed is left.
  static func removeTree(_ folder: String) {
    for name in list(folder) {
      let path = folder + "/" + name
      if unlink(path) != 0 { removeTree(path) }
    }
    rmdir(folder)
  }

  /// The size of a file in bytes; 0 when there is none.
  static func size(_ path: String) -> Int {
    var info = stat()
    return stat(path, &info) == 0 ? Int(info.st_size) : 0
  }
}
