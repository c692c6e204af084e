import Glibc
import Subprocess

/// Bytes that a process reads as its standard input.
///
/// They lie in a nameless file and not in a pipe: a process that ends before it has read them costs
/// no SIGPIPE, and no task has to feed it.
enum ProcessInput {
  /// An open descriptor that the library closes.
  ///
  /// - Throws: `HarnessError` with the system's reason.
  static func holding(
    _ bytes: [UInt8], in directory: String
  ) throws(HarnessError) -> FileDescriptorInput {
    var template = Array("\(directory)/koderz-input-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    if file >= 0 { unlink(template) }
    guard file >= 0, write(bytes, to: file), lseek(file, 0, SEEK_SET) == 0 else {
      let reason = String(cString: strerror(errno))
      if file >= 0 { close(file) }
      throw HarnessError(
        description: "no file for a process's input in \(directory): \(reason); "
          + "free space or set TMPDIR")
    }
    return .fileDescriptor(try fileDescriptor(file), closeAfterSpawningProcess: true)
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

/// A path of the library that takes it, from a text.
///
/// Its type, like a descriptor's, is in a module that we have no other use for; conformances need no
/// import.
func filePath<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
where Path.StringLiteralType == String {
  Path(stringLiteral: text)
}

/// A descriptor of the library that takes it, from a number.
func fileDescriptor<Descriptor: RawRepresentable<CInt>>(
  _ file: CInt
) throws(HarnessError) -> Descriptor {
  guard let descriptor = Descriptor(rawValue: file) else {
    throw HarnessError(description: "descriptor \(file) is none")
  }
  return descriptor
}
