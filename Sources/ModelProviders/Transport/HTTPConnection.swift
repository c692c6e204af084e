import AsyncHTTPClient
import CanonicalJSON
import Experiments
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Sends requests to one server; every error is typed.
///
/// Headers are made for each request and kept nowhere: the key is among them.
struct HTTPConnection: Sendable {
  /// The URL in front of every path, without a slash at its end.
  let base: String
  let limits: CallLimits
  let transport: HTTPTransport
  let fault: HTTPFault
  /// Names the protocol in "did not answer with JSON of …".
  let service: String
  /// What goes with every request, such as the key.
  var headers: @Sendable () -> HTTPHeaders = { [:] }

  /// The same server with another URL in front of the paths.
  func at(_ base: String) -> HTTPConnection {
    HTTPConnection(
      base: base, limits: limits, transport: transport, fault: fault, service: service,
      headers: headers)
  }

  /// The server in messages.
  var endpoint: String { fault.endpoint }

  /// Runs a call within limits of time.
  ///
  /// - Throws: `ProviderError`, or `CancellationError`.
  func within<Value: Sendable>(
    total: Duration,
    idle: Duration,
    _ call: @escaping @Sendable (Heartbeat) async throws -> Value
  ) async throws -> Value {
    do {
      return try await withDeadline(total: total, idle: idle, call)
    } catch let exceeded as DeadlineExceeded {
      throw exceeded.error(endpoint: endpoint)
    }
  }

  /// Asks something that no model has to answer.
  ///
  /// - Throws: `ProviderError`, or `CancellationError`.
  func ask<Answer: Decodable & Sendable>(
    _ path: String,
    body: [UInt8]? = nil,
    as: Answer.Type
  ) async throws -> Answer {
    let bytes = try await ask(path, body: body)
    do {
      return try JSONDecoder().decode(Answer.self, from: Data(bytes))
    } catch {
      throw notTheProtocol(path, bytes)
    }
  }

  /// Asks something that no model has to answer, for any JSON.
  ///
  /// - Throws: `ProviderError`, or `CancellationError`.
  func askForJSON(_ path: String) async throws -> JSONValue {
    let bytes = try await ask(path, body: nil)
    guard let value = try? JSONValue(parsing: bytes) else { throw notTheProtocol(path, bytes) }
    return value
  }

  /// The error for an answer that is not what was asked for.
  func notTheProtocol(_ path: String, _ bytes: [UInt8]) -> ProviderError {
    fault.badResponse(
      looksLikeHTML(bytes)
        ? "\(path) answered with a web page" : "\(path) did not answer with JSON of \(service)'s")
  }

  /// Sends a request and waits for the response's head.
  ///
  /// Posts when there is a body, else gets. A post may cost something once it was sent.
  ///
  /// - Throws: `ProviderError`, or `CancellationError`.
  func open(_ path: String, body: [UInt8]?) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: "\(base)\(path)")
    request.headers = headers()
    request.headers.add(name: "User-Agent", value: "koderz")
    let body = body.map(WatchedBody.init)
    if let body {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .stream(body, length: .known(body.length))
    }
    do {
      // Who asks bounds the call; the client only wants to be told something.
      return try await transport.client().execute(request, timeout: .hours(30 * 24))
    } catch {
      throw fault.opening(error, isSent: body?.isSent == true)
    }
  }

  /// A whole body, cut at 32 MiB.
  ///
  /// - Throws: `ProviderError`, or `CancellationError`.
  func contents(of response: HTTPClientResponse) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      for try await chunk in response.body where bytes.count < 32 << 20 {
        bytes.append(contentsOf: chunk.readableBytesView)
      }
    } catch {
      throw fault.reading(error)
    }
    return bytes
  }

  private func ask(_ path: String, body: [UInt8]?) async throws -> [UInt8] {
    try await within(total: limits.metadata, idle: limits.metadata) { _ in
      let response = try await open(path, body: body)
      let bytes = try await contents(of: response)
      guard response.status == .ok else {
        throw fault.status(response.status, headers: response.headers, body: bytes)
      }
      return bytes
    }
  }
}

/// Whether bytes begin as a web page does.
func looksLikeHTML(_ bytes: some Collection<UInt8>) -> Bool {
  let isSpace: (UInt8) -> Bool = { $0 == 32 || (9...13).contains($0) }
  return bytes.first { !isSpace($0) } == UInt8(ascii: "<")
}
