/// A part of the state that one kind of event, or a few, keep for themselves.
///
/// It travels in snapshots as canonical JSON and is undone as a whole.
package protocol StatePart: Codable, Sendable, Hashable {
  /// Names it in snapshots.
  static var name: String { get }

  /// As it is before the first event.
  init()
}

extension StatePart {
  fileprivate var comparable: AnyHashable { AnyHashable(self) }
}

/// The parts that kinds of events keep for themselves.
package struct StateParts: Sendable, Hashable {
  private(set) var values: [String: any StatePart] = [:]

  init() {}

  /// The part of a type; as it is before the first event when none has changed it.
  package subscript<Part: StatePart>(type: Part.Type) -> Part {
    get { values[Part.name] as? Part ?? Part() }
    set { values[Part.name] = newValue }
  }

  /// Puts a value in place by name, or takes it out, and returns the one before.
  mutating func exchange(_ name: String, with value: (any StatePart)?) -> (any StatePart)? {
    defer { values[name] = value }
    return values[name]
  }

  /// The parts in a form that can be compared.
  private var comparable: [String: AnyHashable] {
    values.mapValues { (part: any StatePart) in part.comparable }
  }

  package static func == (left: StateParts, right: StateParts) -> Bool {
    left.comparable == right.comparable
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(comparable) }
}
