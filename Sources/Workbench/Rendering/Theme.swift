/// How each style looks on a terminal.
package struct Theme: Sendable, Hashable {
  private var parameters: [Style: String]

  /// A theme from the SGR parameters of its styles; styles left out look plain.
  package init(_ parameters: [Style: String]) {
    self.parameters = parameters
  }

  /// What stands between `ESC[` and `m`; nil for a style that looks plain.
  package func sgr(for style: Style) -> String? { parameters[style] }

  /// The terminal's own eight colours, readable on dark and light ground.
  package static let standard = Theme([
    .dim: "2",
    .strong: "1",
    .good: "32",
    .bad: "31",
    .warning: "33",
    .address: "36",
    .added: "32",
    .addedWord: "1;7;32",
    .removed: "31",
    .removedWord: "1;7;31",
    .keyword: "35",
    .string: "33",
    .comment: "2",
  ])
}
