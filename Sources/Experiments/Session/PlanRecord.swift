/// A plan that a line set going and the place it began at, as the line's event keeps them.
///
/// With it the plan can be resumed after a kill: the events behind it hold what was done.
package struct PlanRecord: Sendable, Hashable, Codable {
  /// The kind of plan, such as `attempts`.
  package var kind: String
  /// Canonical JSON of the plan as it was at the beginning.
  package var plan: String
  package var taskID: String
  package var node: Int
  package var branch: String?

  package init(kind: String, plan: String, taskID: String, node: Int, branch: String?) {
    (self.kind, self.plan) = (kind, plan)
    (self.taskID, self.node, self.branch) = (taskID, node, branch)
  }
}
