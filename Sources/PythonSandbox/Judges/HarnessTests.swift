/// Tests as the harness reads them.
package struct HarnessTests: Sendable, Hashable {
  /// What the harness does with the source.
  package enum Shape: String, Sendable, Hashable {
    /// Runs it, then calls the `check` that it defines with the candidate.
    case check
    /// Runs its statements, the assertions among them one by one.
    case assertions
    /// Runs the `unittest` cases that it defines, in the candidate's process.
    case cases
  }

  package var shape: Shape
  package var source: String
  /// Source that is run before; empty for none.
  package var setup: String

  package init(_ shape: Shape, _ source: String, setup: String = "") {
    self.shape = shape
    self.source = source
    self.setup = setup
  }
}
