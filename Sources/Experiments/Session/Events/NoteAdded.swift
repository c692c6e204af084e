/// A person's remark.
package struct NoteAdded: EventContent {
  package static let kind: EventKind = "note"
  package var text: String

  package init(text: String) { self.text = text }

  package func apply(to state: inout SessionState, _ event: Event) { state.noteCount += 1 }
}
