internal import Glibc

/// Writes all of a text; false when the reader is gone or the device failed (see `errno`).
@discardableResult
func writeAll(_ descriptor: Int32, _ text: String) -> Bool {
  var text = text
  return text.withUTF8 { bytes in
    var rest = UnsafeRawBufferPointer(bytes)
    while !rest.isEmpty {
      let written = write(descriptor, rest.baseAddress, rest.count)
      if written > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      } else if errno == EAGAIN {
        waitUntilWritable(descriptor)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

private func waitUntilWritable(_ descriptor: Int32) {
  var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  _ = poll(&poller, 1, -1)
}

/// The bytes of a file; nil when it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count > 0 {
      bytes += chunk[..<count]
    } else if count == 0 {
      return bytes
    } else if errno != EINTR {
      return nil
    }
  }
}

/// Makes the directories that a path lies in, for this user only, as far as that is possible.
func createDirectories(above path: String) {
  for index in path.indices.dropFirst() where path[index] == "/" {
    mkdir(String(path[..<index]), 0o700)
  }
}

/// Calls the body with a NULL-terminated array of C strings, as `execve` wants it.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { (string: String) in strdup(string) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
