package import CanonicalJSON

/// A server, the network or the sandbox failed: the attempt does not count.
package struct InfraFailed: ExperimentContent {
  package static let kind: EventKind = "infra"
  /// The stage that failed: `completion` or `verdict`.
  package var stage: String
  package var role: Role
  package var code: String
  package var endpoint: String
  package var message: String
  package var suggestion: String?
  /// What the model had written when it broke off.
  package var partial: ContentHash?
  /// The server's own name for the call.
  package var requestID: String?
  /// The tries that failed before the last; nil when there was one try.
  package var retries: [CallRetry]?
  /// Nil when the call cannot have cost anything.
  package var broken: BrokenCall?

  package init(
    stage: String,
    role: Role,
    code: String,
    endpoint: String,
    message: String,
    suggestion: String? = nil,
    partial: ContentHash? = nil,
    requestID: String? = nil,
    retries: [CallRetry]? = nil,
    broken: BrokenCall? = nil
  ) {
    self.stage = stage
    self.role = role
    self.code = code
    self.endpoint = endpoint
    self.message = message
    self.suggestion = suggestion
    self.partial = partial
    self.requestID = requestID
    self.retries = retries
    self.broken = broken
  }

  package var textHashes: [ContentHash] { partial.map { [$0] } ?? [] }
  package var changesPosition: Bool { role == .coder }

  package var changesResult: Bool { true }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    experiment.infraCount += 1
    experiment.book(broken, role: role, event)
    if role == .coder { experiment.forgetCall(event) }
  }
}
