import Synchronization

/// A line that a person or a program asked for: the events made inside it belong to it.
///
/// The line is recorded with the first of them, so that a verb which changes nothing leaves no trace.
package struct CommandScope: Sendable, Hashable {
  /// The scope of the running task; nil for work that no line asked for, which `undo` does not see.
  @TaskLocal package static var current: CommandScope?

  private static let lastID = Atomic(0)

  let id: Int
  package let line: String

  package init(_ line: String) {
    id = Self.lastID.wrappingAdd(1, ordering: .relaxed).newValue
    self.line = line
  }

  /// Runs something as a part of this line.
  package func run<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    try await Self.$current.withValue(self, operation: body)
  }
}
