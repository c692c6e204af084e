/// A line began; events that name this one in `command` belong to it, and `undo` takes them back
/// together.
package struct CommandRun: EventContent {
  package static let kind: EventKind = "command"
  /// The line as a script would hold it.
  package var line: String
  /// The plan that the line started, when it can be resumed after a kill.
  package var plan: PlanRecord?

  package init(line: String, plan: PlanRecord? = nil) {
    (self.line, self.plan) = (line, plan)
  }

  package func apply(to state: inout SessionState, _ event: Event) {
    state.lastCommand = event.ordinal
  }
}
