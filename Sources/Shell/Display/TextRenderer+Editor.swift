package import LineEditor
package import Presentation

extension TextRenderer {
  /// One line as spans for the line editor.
  package func spans(of line: StyledText) -> [StyledSpan] {
    prepared(line).spans.map { StyledSpan($0.text, .init(style.theme.sgr(for: $0.style) ?? "")) }
  }
}
