import AsyncHTTPClient
import Synchronization

/// The ways to servers anywhere, one for each proxy that leads to some of them.
///
/// A class because their connections are one resource with a lifetime.
final class HTTPTransports: Sendable {
  private let environment: [String: String]
  private let connectTimeout: Duration
  private let made = Mutex<[HTTPClient.Configuration.Proxy?: HTTPTransport]>([:])

  init(environment: [String: String], connectTimeout: Duration) {
    self.environment = environment
    self.connectTimeout = connectTimeout
  }

  /// The way to a server; opens nothing.
  func transport(to server: BaseURL?) -> HTTPTransport {
    let proxy = server.flatMap { ProxySettings.proxy(for: $0, environment: environment) }
    return made.withLock { made in
      if let known = made[proxy] { return known }
      let new = HTTPTransport(
        to: server, environment: environment, connectTimeout: connectTimeout)
      made[proxy] = new
      return new
    }
  }

  /// Closes every connection.
  func shutdown() async {
    for transport in made.withLock({ Array($0.values) }) { await transport.shutdown() }
  }
}
