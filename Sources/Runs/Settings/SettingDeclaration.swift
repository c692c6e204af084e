import Experiments

/// A setting as it is declared: name, meaning, default, and which values it takes.
package struct SettingDeclaration: Sendable {
  /// What values a setting takes.
  package indirect enum Kind: Sendable, Hashable {
    case text
    case model
    case whole(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case choice([String])
    /// Dollars, or nothing.
    case money
    /// What another kind takes, or nothing.
    case optional(Kind)
  }

  package var name: String
  package var kind: Kind
  /// The built-in value; an empty text stands for "not set".
  package var fallback: String
  /// The environment variable that overrides files and defaults.
  package var variable: String
  package var help: String

  init(_ name: String, _ kind: Kind, _ fallback: String, _ help: String) {
    self.name = name
    self.kind = kind
    self.fallback = fallback
    self.help = help
    variable = "KODERZ_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }

  /// Why a value does not fit; nil when it does.
  package func objection(to value: String) -> String? { kind.objection(to: value) }
}

extension SettingDeclaration.Kind {
  /// Why a value is not of this kind; nil when it is.
  fileprivate func objection(to value: String) -> String? {
    switch self {
    case .text: nil
    case .model: value.isEmpty ? "a model's name is needed" : nil
    case .whole(let range):
      Int(value).map(range.contains) == true
        ? nil : "a whole number from \(range.lowerBound) to \(range.upperBound) is needed"
    case .number(let range):
      Double(value).map(range.contains) == true
        ? nil : "a number from \(range.lowerBound) to \(range.upperBound) is needed"
    case .money:
      value.isEmpty || Money(dollars: value) != nil
        ? nil : "dollars are needed, such as 0.50, or nothing"
    case .optional(let kind):
      value.isEmpty ? nil : kind.objection(to: value).map { "\($0), or nothing" }
    case .choice(let values):
      values.contains(value) ? nil : "one of \(values.joined(separator: ", ")) is needed"
    }
  }
}
