import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// The one HTTP client of a provider, opened by the first call.
///
/// A class because the client behind it is one resource with a lifetime. `shutdown` closes it; a client
/// that was not closed is closed after the last reference has gone.
final class HTTPTransport: Sendable {
  /// The loop of all clients.
  ///
  /// One is enough: what answers bring is little beside what waking up costs.
  private static let loop = MultiThreadedEventLoopGroup.singleton.any()
  /// Runs who reads what arrives.
  static let executor = LoopExecutor(loop)

  private enum State: Sendable {
    case idle
    case open(HTTPClient)
    case closed
  }

  private let state = Mutex(State.idle)
  private let connectTimeout: Duration
  private let proxy: HTTPClient.Configuration.Proxy?
  /// The file of the authorities that are trusted; nil for the system's.
  private let certificates: String?

  init(
    connectTimeout: Duration,
    proxy: HTTPClient.Configuration.Proxy? = nil,
    certificates: String? = nil
  ) {
    self.connectTimeout = connectTimeout
    self.proxy = proxy
    self.certificates = certificates?.isEmpty == false ? certificates : nil
  }

  /// The way to a server that the environment says: through its proxy, trusting its certificates.
  convenience init(
    to server: BaseURL?, environment: [String: String], connectTimeout: Duration
  ) {
    self.init(
      connectTimeout: connectTimeout,
      proxy: server.flatMap { ProxySettings.proxy(for: $0, environment: environment) },
      certificates: environment["SSL_CERT_FILE"])
  }

  /// The client; opens it when this is the first call.
  ///
  /// - Throws: `HTTPClientError.alreadyShutdown` after `shutdown`.
  func client() throws -> HTTPClient {
    try state.withLock { state in
      switch state {
      case .open(let client):
        return client
      case .closed:
        throw HTTPClientError.alreadyShutdown
      case .idle:
        let client = makeClient()
        state = .open(client)
        return client
      }
    }
  }

  /// Closes every connection; later calls fail.
  func shutdown() async {
    let client = state.withLock { state -> HTTPClient? in
      defer { state = .closed }
      guard case .open(let client) = state else { return nil }
      return client
    }
    // The only error is that it was closed before, which is what is wanted.
    try? await client?.shutdown()
  }

  deinit {
    guard case .open(let client) = state.withLock({ $0 }) else { return }
    // The task holds the client until it is closed: it stops the program when it goes open.
    Task { try? await client.shutdown() }
  }

  private func makeClient() -> HTTPClient {
    var configuration = HTTPClient.Configuration(
      timeout: .init(connect: TimeAmount(connectTimeout)),
      decompression: .disabled)
    // A refused connection is an answer: without this it is tried again until the timeout.
    configuration.connectionPool.retryConnectionEstablishment = false
    // How many calls go at once is decided by their queue; the client's own limit of 8 would let the
    // others wait unseen, and fail after the time to connect.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
    // Following one would send a prompt to a server that the person did not name.
    configuration.redirectConfiguration = .disallow
    configuration.proxy = proxy
    // The only places where the client lets a connection's reads be seen.
    configuration.http1_1ConnectionDebugInitializer = ReadPacing.add
    configuration.http2ConnectionDebugInitializer = ReadPacing.add
    if let certificates {
      var secure = TLSConfiguration.makeClientConfiguration()
      secure.trustRoots = .file(certificates)
      configuration.tlsConfiguration = secure
    }
    return HTTPClient(eventLoopGroup: Self.loop, configuration: configuration)
  }
}
