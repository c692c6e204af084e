import Glibc
package import Subprocess

/// Bytes that a process reads as its standard input.
///
/// They lie in a nameless file and not in a pipe: a process that ends before it has read them costs
/// no SIGPIPE, and no task has to feed it.
package enum ProcessInput {
  /// An open descriptor that the library closes.
  ///
  /// - Throws: `ProcessInputError` with the system's reason.
  package static func holding(
    _ bytes: [UInt8], in directory: String
  ) throws(ProcessInputError) -> FileDescriptorInput {
    var template = Array("\(directory)/koderz-input-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    if file >= 0 {
      unlink(template)
      _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    }
    guard file >= 0, write(bytes, to: file), lseek(file, 0, SEEK_SET) == 0 else {
      let reason = String(cString: strerror(errno))
      if file >= 0 { close(file) }
      throw ProcessInputError(directory: directory, reason: reason)
    }
    return .fileDescriptor(fileDescriptor(file), closeAfterSpawningProcess: true)
  }

  private static func write(_ bytes: [UInt8], to file: CInt) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno != EINTR { return false }
        rest = rest.dropFirst(max(0, count))
      }
      return true
    }
  }
}

/// Why a process cannot be given its input.
package struct ProcessInputError: Error, Hashable {
  package var directory: String
  /// In the system's words.
  package var reason: String
}
