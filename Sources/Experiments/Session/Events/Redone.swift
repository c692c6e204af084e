/// The last `undo` was taken back.
package struct Redone: EventContent {
  package static let kind: EventKind = "redone"
  package init() {}

  package func apply(to state: inout SessionState, _ event: Event) throws(EventError) {
    try state.redo(event)
  }
}
