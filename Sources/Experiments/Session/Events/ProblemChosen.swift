/// The session turned to a problem.
package struct ProblemChosen: EventContent {
  package static let kind: EventKind = "problem-chosen"
  package var taskID: String

  package init(taskID: String) { self.taskID = taskID }

  package func apply(to state: inout SessionState, _ event: Event) throws(EventError) {
    guard state.experiments[taskID] != nil else {
      throw EventError(ordinal: event.ordinal, message: "problem \(taskID) was never opened")
    }
    state.remember(.current(state.current), of: event)
    state.current = taskID
  }
}
