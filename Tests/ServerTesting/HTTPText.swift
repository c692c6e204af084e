/// Pieces of HTTP/1.1 to script a `FakeServer` with.
package enum HTTPText {
  /// A whole response with a length.
  package static func response(
    _ status: Int,
    type: String = "application/json",
    headers: [String: String] = [:],
    _ body: String
  ) -> [FakeServer.Step] {
    let more = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
    return [
      .text(
        "HTTP/1.1 \(status) Status\r\nContent-Type: \(type)\r\n\(more)"
          + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
    ]
  }

  /// The head of a response that comes in chunks.
  package static func chunkedHead(type: String = "application/x-ndjson") -> FakeServer.Step {
    .text(
      "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n"
        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
  }

  /// One chunk of text.
  package static func chunk(_ text: String) -> FakeServer.Step { chunk(Array(text.utf8)) }

  /// One chunk of bytes.
  package static func chunk(_ bytes: [UInt8]) -> FakeServer.Step {
    .send(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8))
  }

  /// The chunk that ends a response.
  package static let lastChunk = FakeServer.Step.text("0\r\n\r\n")
}
