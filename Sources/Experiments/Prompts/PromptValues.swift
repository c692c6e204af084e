/// The values a template can use, by name.
package struct PromptValues {
  private(set) var members: [String: Any] = [:]

  package init() {}

  /// Every name a template may use; those of list elements included.
  package static let names: Set<String> = Set(Name.allCases.map(\.rawValue))

  /// A value's name in templates.
  package enum Name: String, CaseIterable, Sendable {
    case taskID
    case entryPoint
    case problem
    case spec
    case code
    case attempt
    case outcome
    case failureClass
    case failureMessage
    case trace
    case passed
    case total
    case assertions
    case expression
    case call
    case expected
    case got
    case message
    case more
    case plateau
    case plateauLength
    case guidance
    case text
    case attempts
    case number
    case reviewNumber
    case discloseStrategy
    case discloseCriteria
    case discloseDebugging
    case earlierReview
  }

  /// Gives a text; an empty one counts as absent.
  package mutating func set(_ name: Name, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    members[name.rawValue] = text
  }

  /// Gives a number.
  package mutating func set(_ name: Name, _ number: Int) { members[name.rawValue] = number }

  /// Gives a yes; a no is left out.
  package mutating func set(_ name: Name, _ flag: Bool) {
    if flag { members[name.rawValue] = true }
  }

  /// Gives a list, each element with values of its own; an empty one counts as absent.
  package mutating func set(_ name: Name, _ elements: [PromptValues]) {
    if !elements.isEmpty { members[name.rawValue] = elements.map(\.members) }
  }
}
