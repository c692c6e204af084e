import Experiments
import Presentation

/// One line of what `doctor` found.
struct Finding: Sendable, Hashable {
  enum Mark: String, Sendable, Hashable, Codable, CaseIterable {
    case fine
    /// Works, and could be better.
    case attention
    /// A first run cannot do without it.
    case missing
  }

  /// Who can do something about a missing thing.
  enum Kind: Sendable, Hashable {
    case machine
    case models
  }

  var mark: Mark
  var subject: String
  var text: String
  /// What to do; empty when there is nothing to do.
  var advice: String
  var kind: Kind

  init(
    _ mark: Mark, _ subject: String, _ text: String, advice: String = "", kind: Kind = .machine
  ) {
    self.mark = mark
    self.subject = subject
    self.text = text
    self.advice = advice
    self.kind = kind
  }

  var record: CheckRecord {
    CheckRecord(subject: subject, state: mark, text: text, advice: advice)
  }

  var row: [StyledText] {
    let sign =
      switch mark {
      case .fine: StyledText("✓", .good)
      case .attention: StyledText("!", .warning)
      case .missing: StyledText("✗", .bad)
      }
    return [sign, StyledText(subject, .strong), StyledText(text)]
  }
}
