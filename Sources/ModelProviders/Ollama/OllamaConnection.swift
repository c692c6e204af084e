import AsyncHTTPClient
import Experiments
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Sends requests to one Ollama server; every error is typed.
struct OllamaConnection: Sendable {
  let host: OllamaHost
  let limits: CallLimits
  let transport: HTTPTransport

  /// The server in messages.
  var endpoint: String { "ollama at \(host)" }

  var fault: OllamaFault { OllamaFault(endpoint: endpoint) }

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
      throw fault.deadline(exceeded)
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
    try await within(total: limits.metadata, idle: limits.metadata) { _ in
      let response = try await open(path, body: body)
      let bytes = try await contents(of: response)
      guard response.status == .ok else { throw fault.status(response.status, body: bytes) }
      do {
        return try JSONDecoder().decode(Answer.self, from: Data(bytes))
      } catch {
        throw fault.badResponse(
          looksLikeHTML(bytes)
            ? "\(path) answered with a web page" : "\(path) did not answer with JSON of Ollama's")
      }
    }
  }

  /// Sends a request and waits for the response's head.
  ///
  /// Posts when there is a body, else gets.
  ///
  /// - Throws: `ProviderError`, or `CancellationError`.
  func open(_ path: String, body: [UInt8]?) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: "\(host)\(path)")
    request.headers.add(name: "User-Agent", value: "koderz")
    if let body {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    do {
      return try await transport.client().execute(request, timeout: TimeAmount(limits.total))
    } catch {
      throw fault.opening(error)
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
}
