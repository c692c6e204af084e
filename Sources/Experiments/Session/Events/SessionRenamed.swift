/// The session has another name from here on.
package struct SessionRenamed: EventContent {
  package static let kind: EventKind = "session-renamed"
  package var name: String

  package init(name: String) { self.name = name }

  package func apply(to state: inout SessionState, _ event: Event) { state.name = name }
}
