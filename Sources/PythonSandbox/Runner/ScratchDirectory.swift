import FoundationEssentials
import Glibc

/// A directory for one run, gone when the run is.
struct ScratchDirectory: ~Copyable {
  let path: String

  /// Makes a directory that only this user can enter.
  ///
  /// - Throws: `ScratchError` with the system's reason.
  init(in parent: String) throws(ScratchError) {
    var template = Array("\(parent)/koderz-run-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      let reason = String(cString: strerror(errno))
      throw ScratchError(
        description: "no temporary directory in \(parent): \(reason); free space or set TMPDIR")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    if (try? FileManager.default.removeItem(atPath: path)) == nil {
      // A candidate may have closed directories to us.
      Self.open(path)
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  private static func open(_ path: String) {
    chmod(path, 0o700)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      var status = stat()
      let inner = "\(path)/\(name)"
      if lstat(inner, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { open(inner) }
    }
  }
}

/// Why there is no scratch directory.
struct ScratchError: Error, CustomStringConvertible {
  var description: String
}
