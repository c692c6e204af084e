import AsyncHTTPClient
import CanonicalJSON
import Experiments
import NIOCore
import NIOHTTP1

/// Asks one server short questions, each with a deadline of its own.
struct ServerProbe: Sendable {
  /// What a question came to.
  enum Answer: Sendable, Hashable {
    case json(JSONValue, status: Int)
    /// Something else than JSON, such as a web page.
    case other(status: Int, isWebPage: Bool)
    /// No answer in time.
    case late(within: Duration)
    /// Nothing that can be read; the words say why.
    case none(String)

    /// The JSON of an answer with status 200.
    var value: JSONValue? {
      guard case .json(let value, 200) = self else { return nil }
      return value
    }
  }

  let url: ProbedAddress
  private let transport: HTTPTransport
  /// Sent as `Authorization: Bearer`, never shown.
  let key: String?

  init(url: ProbedAddress, through transports: HTTPTransports, key: String? = nil) {
    self.url = url
    transport = transports.transport(to: BaseURL(url.description))
    self.key = key
  }

  private var fault: HTTPFault {
    let advice = HTTPFault.Advice(unreachable: "the address", address: "the address")
    return HTTPFault(endpoint: url.description, advice: advice) { _, _ in
      ServerComplaint(code: .badResponse, message: nil)
    }
  }

  /// Gets a path, or posts a body to it.
  func ask(
    _ path: String, posting body: JSONValue? = nil, headers: HTTPHeaders = [:],
    within limit: Duration
  ) async -> Answer {
    do {
      return try await withDeadline(total: limit, idle: limit) { _ in
        try await answer(path, body, headers, limit)
      }
    } catch is DeadlineExceeded {
      return .late(within: limit)
    } catch let error as ProviderError {
      return .none(error.message)
    } catch {
      return .none("stopped")
    }
  }

  private func answer(
    _ path: String, _ body: JSONValue?, _ headers: HTTPHeaders, _ limit: Duration
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: "\(url)\(path)")
    request.headers.add(name: "User-Agent", value: "koderz")
    if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
    request.headers.add(contentsOf: headers)
    if let body {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: body.canonical))
    }
    let response: HTTPClientResponse
    do {
      // The client's own limit is the later one: which of the two ran out is told by its words.
      response = try await transport.client().execute(
        request, timeout: TimeAmount(limit * 2))
    } catch {
      throw fault.opening(error)
    }
    let status = Int(response.status.code)
    let bytes = try await contents(of: response)
    if let value = try? JSONValue(parsing: bytes) { return .json(value, status: status) }
    return .other(status: status, isWebPage: looksLikeHTML(bytes))
  }

  /// A whole body, cut at 8 MiB.
  private func contents(of response: HTTPClientResponse) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      for try await chunk in response.body {
        bytes.append(contentsOf: chunk.readableBytesView)
        if bytes.count > 8 << 20 { break }
      }
    } catch {
      throw fault.reading(error)
    }
    return bytes
  }
}

extension ServerProbe.Answer {
  /// Whether the server said that all is well, whatever else it sent.
  var isFine: Bool {
    switch self {
    case .none, .late: false
    case .other(let status, _), .json(_, let status): status == 200
    }
  }

  /// Why the answer is not the one hoped for, in words.
  var complaint: String {
    switch self {
    case .late(let limit): "no answer within \(limit.inSeconds)"
    case .none(let words): words
    case .other(200, true): "a web page"
    case .other(let status, _): "HTTP \(status)"
    case .json(let value, let status):
      status == 200 ? "other JSON" : "HTTP \(status)\(Self.reason(value).map { ": \($0)" } ?? "")"
    }
  }

  /// Whether the server wants a key, or another one.
  var wantsKey: Bool {
    switch self {
    case .json(_, let status), .other(let status, _): status == 401 || status == 403
    case .none, .late: false
    }
  }

  /// Why nothing was answered; nil when something was.
  var silence: String? {
    switch self {
    case .none, .late: complaint
    case .json, .other: nil
    }
  }

  /// What an error's body says: `{"error":"…"}` or `{"error":{"message":"…"}}`.
  private static func reason(_ value: JSONValue) -> String? {
    let error = value["error"]
    return (error?.stringValue ?? error?["message"]?.stringValue)?.shortened(to: 200)
  }
}
