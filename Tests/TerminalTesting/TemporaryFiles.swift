internal import Glibc

/// A directory of its own for one test, removed with its files at the end.
package final class TemporaryFiles {
  /// The path of the directory.
  package let directory: String

  /// Makes the directory.
  package init() {
    var template = Array("/tmp/terminal-testing-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "cannot make a directory in /tmp: error \(errno)")
    directory = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { removeTree(directory) }

  /// The path of a file in the directory, whether it exists or not.
  package func path(of name: String) -> String { directory + "/" + name }

  /// Writes a file, in the place of what it held; a folder in its name is made.
  package func write(_ text: String, to name: String) {
    if let slash = name.lastIndex(of: "/") { mkdir(path(of: String(name[..<slash])), 0o755) }
    let file = open(path(of: name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    precondition(file >= 0, "cannot write \(path(of: name)): error \(errno)")
    defer { close(file) }
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      precondition(count > 0, "cannot write \(path(of: name)): error \(errno)")
      written += count
    }
  }

  /// The text of a file; empty when there is none.
  package func read(_ name: String) -> String {
    let file = open(path(of: name), O_RDONLY)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = Glibc.read(file, &chunk, chunk.count), count > 0 {
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private func removeTree(_ path: String) {
  if let directory = opendir(path) {
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { removeTree(path + "/" + name) }
    }
  }
  remove(path)
}
