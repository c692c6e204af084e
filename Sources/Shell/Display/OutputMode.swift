package import LineEditor
package import Presentation

/// How replies are printed.
package enum OutputMode: Sendable, Hashable {
  /// For people.
  case text
  /// One JSON object per line.
  case json
  /// Errors only.
  case quiet
}

/// Where text goes, and what can be shown there.
package struct Output: Sendable {
  /// Data: what a pipe reads.
  ///
  /// Ends each text with a newline.
  package var out: @Sendable (String) -> Void
  /// Chatter: notices, errors, summaries.
  package var err: @Sendable (String) -> Void
  /// Rows below the output while something runs; none takes them away.
  package var status: @Sendable ([[StyledSpan]]) -> Void
  /// One line on the terminal of the chatter while something long runs, in place of the one before.
  ///
  /// An empty text takes it away; nil when there is no such terminal.
  package var progress: (@Sendable (String) -> Void)?
  /// Whether the reader of the data is gone.
  package var isBroken: @Sendable () -> Bool
  package var width: @Sendable () -> Int
  /// Shows a text that is longer than the window a page at a time, and says whether it did.
  package var page: @Sendable (String) -> Bool
  /// Theme and the like; the shell keeps it up to date.
  package let style = DisplayStyleBox()
  package var link: FileLink?
  package var color: Bool
  package var unicode: Bool
  package var isTerminal: Bool
  package var mode: OutputMode

  package init(
    out: @escaping @Sendable (String) -> Void,
    err: @escaping @Sendable (String) -> Void,
    status: @escaping @Sendable ([[StyledSpan]]) -> Void = { _ in },
    progress: (@Sendable (String) -> Void)? = nil,
    isBroken: @escaping @Sendable () -> Bool = { false },
    width: @escaping @Sendable () -> Int = { 80 },
    page: @escaping @Sendable (String) -> Bool = { _ in false },
    link: FileLink? = nil,
    color: Bool = false,
    unicode: Bool = true,
    isTerminal: Bool = false,
    mode: OutputMode = .text
  ) {
    self.out = out
    self.err = err
    self.status = status
    self.progress = progress
    self.isBroken = isBroken
    self.width = width
    self.page = page
    self.link = link
    self.color = color
    self.unicode = unicode
    self.isTerminal = isTerminal
    self.mode = mode
  }

  /// Prints a verb's reply in the mode of the day.
  ///
  /// A reply that is whole may be shown by a pager; one of many that follow each other may not.
  package func show(_ reply: Reply, verb: String, isWhole: Bool = true) {
    guard !reply.isEmpty else { return }
    switch mode {
    case .text where reply.blocks.isEmpty: break
    case .text:
      let text = renderer.render(reply)
      if !isWhole || !page(text) { out(text) }
    case .json: out(TextRenderer.renderJSON(reply, verb: verb))
    case .quiet: break
    }
  }

  /// A reply as a file or another program gets it: no colours, as wide as it wants.
  package func plainText(of reply: Reply, verb: String) -> String {
    guard mode != .json else { return TextRenderer.renderJSON(reply, verb: verb) }
    return TextRenderer(width: 120, color: false, unicode: unicode).render(reply)
  }

  /// Prints a notice for people: on standard error, dim.
  package func notice(_ text: String) {
    guard mode != .quiet else { return }
    err(renderer.render(StyledText(text, .dim)))
  }

  package var renderer: TextRenderer {
    var style = style.current
    // A file or pipe has no window to fill.
    if !isTerminal, style.diff == .auto { style.diff = .unified }
    var renderer = TextRenderer(
      width: isTerminal ? width() : 120, color: color, unicode: unicode,
      style: style, link: link)
    renderer.wraps = isTerminal
    return renderer
  }
}
