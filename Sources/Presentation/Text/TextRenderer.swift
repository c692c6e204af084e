import CanonicalJSON
import Experiments

/// Turns replies into text for one terminal, file or pipe.
///
/// Whatever a span holds, nothing in it can act on the terminal: control characters, escape
/// sequences and bidirectional overrides are made visible first, tabs become spaces.
package struct TextRenderer: Sendable, Hashable {
  /// Columns of the window; tables are fitted to it.
  package var width: Int
  /// Whether lines that are wider than the window go on in another row, at a word; else they are
  /// left to who shows them.
  package var wraps = false
  /// Whether styles become escape sequences.
  package var color: Bool
  /// Whether the terminal shows more than ASCII.
  package var unicode: Bool
  package var style: DisplayStyle
  /// Turns a path into the address of a file, where the terminal has links.
  package var link: FileLink?

  /// A renderer for a window; `width` is `Int.max` where there is none.
  package init(
    width: Int, color: Bool, unicode: Bool, style: DisplayStyle = DisplayStyle(),
    link: FileLink? = nil
  ) {
    self.width = width
    self.color = color
    self.unicode = unicode
    self.style = style
    self.link = link
  }

  /// The blocks of a reply, each line with its newline; empty for a reply that says nothing.
  package func render(_ reply: Reply) -> String {
    reply.blocks.flatMap(lines).map { paint($0) + "\n" }.joined()
  }

  /// One line without its last newline.
  package func render(_ line: StyledText) -> String {
    rows(of: line).map(paint).joined(separator: "\n")
  }

  /// The records of a reply as JSON Lines; its text where it has no record.
  ///
  /// **Shape**: one canonical object per line; of a reply without records a `text` with its lines as
  /// people would read them, without styles.
  package static func renderJSON(_ reply: Reply, verb: String) -> String {
    var records = reply.records
    if records.isEmpty, !reply.blocks.isEmpty {
      records = [TextRecord(verb: verb, text: plainLines(of: reply))]
    }
    return records.map { $0.line + "\n" }.joined()
  }

  private static func plainLines(of reply: Reply) -> [String] {
    let renderer = TextRenderer(width: .max, color: false, unicode: true)
    return reply.blocks.flatMap { renderer.lines(of: $0).map(\.plain) }
  }

  private func lines(of block: Reply.Block) -> [StyledText] {
    switch block {
    case .line(let line): rows(of: line)
    case .table(let table): TableLayout(table, width: width, prepare: prepared).lines
    case .diff(let diff):
      isSideBySide
        ? SideBySideDiff(diff, width: width, prepare: prepared).lines
        : diff.lines().map(prepared)
    }
  }

  private func rows(of line: StyledText) -> [StyledText] {
    wraps ? prepared(line).wrappedByWords(to: width) : [prepared(line)]
  }

  private var isSideBySide: Bool {
    switch style.diff {
    case .unified: false
    case .sideBySide: width < .max
    case .auto: width < .max && SideBySideDiff.fits(width: width)
    }
  }

  /// The line as it will be shown: harmless, without tabs, in characters the terminal has.
  package func prepared(_ line: StyledText) -> StyledText {
    var column = 0
    return StyledText(
      line.spans.map { span in
        let harmless = DisplayText.harmless(span.text)
        let shown = unicode ? harmless : ASCIIFallback.apply(to: harmless)
        return StyledText.Span(Self.expandTabs(in: shown, column: &column), span.style)
      })
  }

  private static func expandTabs(in text: String, column: inout Int) -> String {
    guard text.utf8.contains(UInt8(ascii: "\t")) else {
      column += DisplayText.width(text)
      return text
    }
    var result = ""
    for character in text {
      if character == "\t" {
        let spaces = 8 - column % 8
        result += String(repeating: " ", count: spaces)
        column += spaces
      } else {
        result.append(character)
        column += DisplayText.width(String(character))
      }
    }
    return result
  }

  private func paint(_ line: StyledText) -> String {
    guard color else { return line.plain }
    return line.spans.map { span in
      guard let sgr = style.theme.sgr(for: span.style), !span.text.isEmpty else {
        return span.text
      }
      let painted = "\u{1B}[\(sgr)m\(span.text)\u{1B}[0m"
      guard span.style == .file, let link else { return painted }
      return link.around(painted, path: span.text)
    }.joined()
  }
}
