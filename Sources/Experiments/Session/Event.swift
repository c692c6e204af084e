package import CanonicalJSON

/// One thing that happened in a session; the only thing a session's store ever holds.
///
/// Events form a chain: `hash` is the SHA-256 of the previous event's hash and the canonical JSON of
/// everything else, so that no past event can change unseen.
package struct Event: Sendable {
  /// Position in the session, from 1.
  package var ordinal: Int
  package var previous: ContentHash
  package var hash: ContentHash
  /// The problem's taskID; nil for events of the session as a whole.
  package var experiment: String?
  /// Ordinal of the event this one follows from: a completion's request, a verdict's candidate.
  package var parent: Int?
  /// Ordinal of the `command` event that this one belongs to; nil in sessions that did not record it.
  package var command: Int?
  package var at: Timestamp
  package var payload: any EventContent

  package init(
    ordinal: Int,
    previous: ContentHash,
    hash: ContentHash,
    experiment: String?,
    parent: Int?,
    command: Int? = nil,
    at: Timestamp,
    payload: any EventContent
  ) {
    self.ordinal = ordinal
    self.previous = previous
    self.hash = hash
    self.experiment = experiment
    self.parent = parent
    self.command = command
    self.at = at
    self.payload = payload
  }

  /// The event's kind.
  package var kind: EventKind { type(of: payload).kind }
}

extension Event: Hashable {
  package static func == (left: Event, right: Event) -> Bool {
    left.hash == right.hash && left.ordinal == right.ordinal
      && left.payload.comparable == right.payload.comparable
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension EventContent {
  fileprivate var comparable: AnyHashable { AnyHashable(self) }
}

/// An event before it has a place in the chain.
package struct EventDraft: Sendable {
  package var experiment: String?
  /// Ordinal of the event it follows from.
  package var parent: Int?
  /// Whether it follows from the one before it in the same batch, whose ordinal is not known yet.
  package var followsPrevious: Bool
  /// Ordinal of the `command` event that it belongs to.
  package var command: Int?
  package var payload: any EventContent

  package init(
    _ payload: any EventContent, experiment: String? = nil, parent: Int? = nil,
    followsPrevious: Bool = false, command: Int? = nil
  ) {
    self.experiment = experiment
    self.parent = parent
    self.followsPrevious = followsPrevious
    self.command = command
    self.payload = payload
  }

  /// The event's kind.
  package var kind: EventKind { type(of: payload).kind }
}

/// An event as it is stored and exported: the payload is canonical JSON text.
package struct EventRecord: Sendable, Hashable {
  package var ordinal: Int
  package var previous: ContentHash
  package var hash: ContentHash
  package var experiment: String?
  package var parent: Int?
  /// Ordinal of the `command` event that this one belongs to; nil in sessions that did not record it.
  package var command: Int?
  package var kind: String
  package var at: Timestamp
  /// Canonical JSON of an object.
  package var payload: String

  package init(
    ordinal: Int,
    previous: ContentHash,
    hash: ContentHash,
    experiment: String?,
    parent: Int?,
    command: Int? = nil,
    kind: String,
    at: Timestamp,
    payload: String
  ) {
    self.ordinal = ordinal
    self.previous = previous
    self.hash = hash
    self.experiment = experiment
    self.parent = parent
    self.command = command
    self.kind = kind
    self.at = at
    self.payload = payload
  }

  /// Seals a draft as the event after `previous`.
  ///
  /// - Throws: `EncodingError` when a payload holds a number that JSON cannot.
  package init(
    sealing draft: EventDraft,
    ordinal: Int,
    previous: ContentHash,
    at: Timestamp
  ) throws {
    self.init(
      ordinal: ordinal, previous: previous, hash: .none, experiment: draft.experiment,
      parent: draft.followsPrevious ? ordinal - 1 : draft.parent, command: draft.command,
      kind: draft.kind.rawValue, at: at,
      payload: try JSONValue(encoding: draft.payload).canonical)
    hash = computedHash
  }

  /// The hash this event must have: SHA-256 of `previous` (64 digits) and the canonical rest.
  package var computedHash: ContentHash {
    var digest = SHA256()
    digest.update(previous.hex.utf8)
    digest.update(canonicalRest.utf8)
    return digest.finish()
  }

  /// Canonical JSON of everything but `previous` and `hash`; absent members are left out.
  package var canonicalRest: String {
    var text = "{\"at\":\"\(at)\""
    if let command { text += ",\"command\":\(command)" }
    if let experiment { text += ",\"experiment\":" + JSONValue.string(experiment).canonical }
    text += ",\"kind\":" + JSONValue.string(kind).canonical + ",\"ordinal\":\(ordinal)"
    if let parent { text += ",\"parent\":\(parent)" }
    return text + ",\"payload\":\(payload)}"
  }

  /// The event with its payload read.
  ///
  /// - Throws: `EventError` when the kind is not known or the payload does not fit it.
  package func event() throws(EventError) -> Event {
    guard let type = EventContents.byKind[kind] else {
      throw EventError(ordinal: ordinal, message: "unknown kind “\(kind)”, made by a newer koderz")
    }
    do {
      return Event(
        ordinal: ordinal, previous: previous, hash: hash, experiment: experiment, parent: parent,
        command: command, at: at, payload: try type.init(canonicalJSON: payload))
    } catch {
      throw EventError(
        ordinal: ordinal, message: "the payload of “\(kind)” cannot be read: \(error)")
    }
  }
}

/// An event that cannot be read or that breaks the chain.
package struct EventError: Error, Sendable, Hashable, CustomStringConvertible {
  package var ordinal: Int
  package var message: String

  package init(ordinal: Int, message: String) {
    self.ordinal = ordinal
    self.message = message
  }

  /// What to try next.
  package var suggestion: String {
    "try a newer koderz; session export FILE --from STORE saves what can be read"
  }

  package var description: String { "event #\(ordinal): \(message)" }
}
