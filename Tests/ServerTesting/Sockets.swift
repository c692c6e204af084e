import Foundation

/// A socket that listens on a free port of 127.0.0.1.
///
/// - Throws: `POSIXError` when there is none.
package func listenOnLoopback() throws -> (socket: Int32, port: Int) {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard listener >= 0 else { throw lastError() }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      bind(listener, address, size) == 0 && listen(listener, 128) == 0
        && getsockname(listener, address, &size) == 0
    }
  }
  guard isBound else {
    defer { close(listener) }
    throw lastError()
  }
  return (listener, Int(UInt16(bigEndian: address.sin_port)))
}

/// A port of 127.0.0.1 on which nothing listens.
///
/// - Throws: `POSIXError` when there is none.
package func unusedPort() throws -> Int {
  let (listener, port) = try listenOnLoopback()
  close(listener)
  return port
}

/// Sends all bytes; stops quietly when the client has left.
func sendAll(_ bytes: [UInt8], to connection: Int32) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let sent = rest.withUnsafeBytes {
      send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    guard sent > 0 else { return }
    rest = rest.dropFirst(sent)
  }
}

/// Reads one request with the body that its length announces; nil when the client left before.
func readRequest(from connection: Int32) -> FakeServer.Request? {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  var request: FakeServer.Request?
  while true {
    if request == nil, let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
      request = parsedHead(bytes[..<end.lowerBound])
      bytes.removeSubrange(..<end.upperBound)
    }
    if var whole = request {
      if bytes.count >= Int(whole.headers["content-length"] ?? "0") ?? 0 {
        whole.body = bytes
        return whole
      }
    }
    let count = recv(connection, &chunk, chunk.count, 0)
    guard count > 0 else { return nil }
    bytes += chunk[..<count]
  }
}

private func parsedHead(_ bytes: ArraySlice<UInt8>) -> FakeServer.Request {
  let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
  let start = lines[0].split(separator: " ")
  var headers: [String: String] = [:]
  for line in lines.dropFirst() {
    let parts = line.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { continue }
    headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
  }
  return FakeServer.Request(
    method: start.first.map(String.init) ?? "",
    path: start.count > 1 ? String(start[1]) : "",
    headers: headers,
    body: [])
}

private func lastError() -> POSIXError {
  POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
}
