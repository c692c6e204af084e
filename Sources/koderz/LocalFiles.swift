import Experiments
import Glibc

/// The machine's files, by way of POSIX.
enum LocalFiles {
  static let files = Files(
    read: { try read($0) }, write: { try write($0, $1) },
    stream: { path, appends in
      let file = try OutputFile(path, appends: appends)
      return { try write($0, to: file.descriptor, path) }
    },
    isFolder: { isFolder($0) }, beginning: { beginning(of: $0, $1) }, list: { list($0) })

  static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// Bytes that a person who is not root can still write where a folder is.
  static func freeBytes(_ folder: String) -> Int? {
    var info = statvfs()
    guard statvfs(folder, &info) == 0 else { return nil }
    return Int(info.f_bavail) * Int(info.f_frsize)
  }

  static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  fileprivate static func failure(_ path: String) -> FileError {
    FileError(path: path, reason: String(cString: strerror(errno)))
  }

  private static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    return try StandardInput.bytes(of: descriptor, path)
  }

  private static func write(_ path: String, _ bytes: [UInt8]) throws {
    if isSpecial(path) { return try writeInPlace(path, bytes) }
    if let slash = path.lastIndex(of: "/") { makeFolders(String(path[..<slash])) }
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    do {
      try write(bytes, to: descriptor, path)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    guard fsync(descriptor) == 0, close(descriptor) == 0, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  private static func beginning(of path: String, _ count: Int) -> [UInt8] {
    guard !isSpecial(path) else { return [] }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let length = Glibc.read(descriptor, &bytes, count)
    return Array(bytes.prefix(max(0, length)))
  }

  /// Whether a path leads to a device, a pipe or the like, which a file must not take the place of.
  fileprivate static func isSpecial(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && ![S_IFREG, S_IFDIR].contains(info.st_mode & S_IFMT)
  }

  private static func writeInPlace(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, path)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(path) }
      offset += count
    }
  }

  private static func makeFolders(_ path: String) {
    var folder = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
  }

  private static func list(_ folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      names.append(isFolder(folder + "/" + name) ? name + "/" : name)
    }
    return names.sorted()
  }

  /// Removes a folder and all in it; what cannot be removed is left.
  static func removeTree(_ folder: String) {
    guard let stream = opendir(folder) else { return }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      let path = folder + "/" + name
      if isFolder(path) { removeTree(path) } else { unlink(path) }
    }
    closedir(stream)
    rmdir(folder)
  }
}

/// A file that is written piece by piece; a class because it owns a descriptor.
private final class OutputFile: Sendable {
  let descriptor: Int32

  /// A new file takes the old one's place at once: who reads the old one reads on in it.
  init(_ path: String, appends: Bool) throws {
    let isSpecial = LocalFiles.isSpecial(path)
    let isInPlace = appends || isSpecial
    let name = isInPlace ? path : "\(path).\(getpid()).tmp"
    let flags = isSpecial ? 0 : appends ? O_CREAT | O_APPEND : O_CREAT | O_TRUNC
    descriptor = open(name, O_WRONLY | O_CLOEXEC | flags, 0o644)
    guard descriptor >= 0 else { throw LocalFiles.failure(path) }
    guard isInPlace || rename(name, path) == 0 else {
      let error = LocalFiles.failure(path)
      unlink(name)
      throw error
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}

/// Standard input, and descriptors like it.
enum StandardInput {
  /// All of standard input.
  ///
  /// - Throws: `FileError`.
  static func text() throws -> String {
    String(decoding: try bytes(of: STDIN_FILENO, "standard input"), as: UTF8.self)
  }

  static func bytes(of descriptor: Int32, _ path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw FileError(path: path, reason: String(cString: strerror(errno)))
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
