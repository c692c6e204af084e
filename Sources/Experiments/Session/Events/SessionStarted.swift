/// The first event of every session.
package struct SessionStarted: EventContent {
  package static let kind: EventKind = "session-started"
  package var name: String
  /// Version of the rules that the fold follows: `SessionState.format` for a session that begins now.
  package var format: Int
  /// Version of koderz that began the session.
  package var koderz: String

  package init(name: String, koderz: String) {
    self.name = name
    format = SessionState.newestFormat
    self.koderz = koderz
  }

  package func apply(to state: inout SessionState, _ event: Event) throws(EventError) {
    try state.begin(name: name, format: format, event)
  }
}
