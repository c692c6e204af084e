/// The last state-changing verb was taken back.
package struct Undone: EventContent {
  package static let kind: EventKind = "undone"
  package init() {}

  package func apply(to state: inout SessionState, _ event: Event) throws(EventError) {
    try state.undo(event)
  }
}
