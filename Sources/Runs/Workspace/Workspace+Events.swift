package import Experiments
import Synchronization

extension Workspace {
  /// The events of some kinds in the open session, in order.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func events(of kinds: Set<EventKind>) async throws -> [Event] {
    guard let session = opened else { return [] }
    let names = Set(kinds.map(\.rawValue))
    let found = Mutex<[Event]>([])
    try await services.store.forEachEvent(of: session.id, after: 0) { record in
      guard names.contains(record.kind) else { return }
      let event = try record.event()
      found.withLock { $0.append(event) }
    }
    return found.withLock { $0 }
  }
}
