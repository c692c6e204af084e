/// A verb began; the events that name this one in `command` are its doing, and `undo` takes them back
/// together.
package struct CommandRun: EventContent {
  package static let kind: EventKind = "command"
  /// The line as a script would hold it.
  package var line: String
  /// What the line set going, when that can be gone on with after a kill.
  package var plan: PlanRecord?

  package init(line: String, plan: PlanRecord? = nil) {
    (self.line, self.plan) = (line, plan)
  }

  package func apply(to state: inout SessionState, _ event: Event) {
    state.lastCommand = event.ordinal
  }
}
