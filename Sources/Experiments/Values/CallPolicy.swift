/// What a person allows a call to a model: how long, how often tried, how many at once.
///
/// It goes with each call, so that a changed setting holds for the next one.
package struct CallPolicy: Sendable, Hashable {
  /// From asking to the last piece of the answer: waiting for other calls and every try included.
  package var deadline: Duration
  /// Between two pieces of an answer that has begun; loading a model counts towards `deadline` only.
  package var idle: Duration
  /// How often a call is made again after a fault that allows it.
  package var retries: Int
  /// Calls at once to one server on a machine of one's own.
  package var localConcurrency: Int
  /// Calls at once to one server of a service.
  package var remoteConcurrency: Int
  /// How many tries a budget covers, each at the most it can cost; nil without a limit.
  package var affordableTries: Int?

  package init(
    deadline: Duration = .seconds(300),
    idle: Duration = .seconds(60),
    retries: Int = 3,
    localConcurrency: Int = 1,
    remoteConcurrency: Int = 4
  ) {
    self.deadline = deadline
    self.idle = idle
    self.retries = retries
    self.localConcurrency = localConcurrency
    self.remoteConcurrency = remoteConcurrency
  }

  /// Calls at once to a server that runs models of `tier`.
  package func concurrency(_ tier: Tier) -> Int {
    tier == .local ? localConcurrency : remoteConcurrency
  }
}

/// A model that is not asked for a while, because it failed too often just before.
package struct SuspendedModel: Sendable, Hashable {
  package var model: String
  package var endpoint: String
  /// What led to it: `3 calls in a row failed, the last with HTTP 500`.
  package var reason: String
  /// How long until one call may try whether it is well again; zero when one may now.
  package var remaining: Duration

  package init(model: String, endpoint: String, reason: String, remaining: Duration) {
    self.model = model
    self.endpoint = endpoint
    self.reason = reason
    self.remaining = remaining
  }
}
