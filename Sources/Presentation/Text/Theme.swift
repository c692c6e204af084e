/// How each style looks on a terminal.
package struct Theme: Sendable, Hashable {
  private var parameters: [Style: String]

  /// A theme from the SGR parameters of its styles; styles left out look plain.
  package init(_ parameters: [Style: String]) {
    self.parameters = parameters
  }

  /// What stands between `ESC[` and `m`; nil for a style that looks plain.
  package func sgr(for style: Style) -> String? { parameters[style] }

  /// The theme of a name; `dark` for one that is unknown.
  package static func named(_ name: String) -> Theme { all[name] ?? standard }

  /// Every theme, in the order in which they are offered.
  package static let names = ["dark", "light", "colour-blind", "mono"]

  /// Nothing but the terminal's own eight colours, which people set to what they can read.
  private static let all = [
    "dark": standard, "light": light, "colour-blind": colourBlind, "mono": mono,
  ]

  /// For light writing on dark ground.
  package static let standard = Theme([
    .dim: "2",
    .strong: "1",
    .good: "32",
    .bad: "31",
    .warning: "33",
    .address: "36",
    .file: "36",
    .added: "32",
    .addedWord: "1;7;32",
    .removed: "31",
    .removedWord: "1;7;31",
    .keyword: "35",
    .string: "33",
    .comment: "2",
  ])

  /// For dark writing on light ground: no yellow and no cyan, which can hardly be read there.
  package static let light = standard.with([
    .warning: "35",
    .address: "34",
    .file: "34",
    .keyword: "34",
    .string: "35",
  ])

  /// Blue and yellow in the place of green and red, and never a colour alone where two stand side by
  /// side: what was removed is underlined.
  package static let colourBlind = standard.with([
    .good: "1;34",
    .bad: "33",
    .warning: "1;33",
    .added: "34",
    .addedWord: "1;7;34",
    .removed: "4;33",
    .removedWord: "1;7;33",
    .string: "36",
  ])

  /// No colour at all.
  package static let mono = Theme([
    .dim: "2",
    .strong: "1",
    .good: "1",
    .bad: "1;4",
    .warning: "4",
    .address: "4",
    .file: "4",
    .added: "1",
    .addedWord: "1;7",
    .removed: "2",
    .removedWord: "4;7",
    .keyword: "1",
    .string: "4",
    .comment: "2",
  ])

  private func with(_ changes: [Style: String]) -> Theme {
    Theme(parameters.merging(changes) { _, new in new })
  }
}
