import Presentation
import Runs

/// A piece of Markdown in which text cannot become markup.
///
/// Literals are markup; whatever is interpolated is text of any origin: secrets are redacted,
/// controls made visible, markup escaped. `"## \(taskID)"` stays a heading whatever the id holds.
struct Markdown: ExpressibleByStringInterpolation, Hashable {
  var source: String

  init(source: String) {
    self.source = source
  }

  init(stringLiteral value: String) { source = value }

  init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) {
      let escaped = Markdown.escapedMarkup(Markdown.oneLine(text))
      let isAtStart = source.isEmpty || source.hasSuffix("\n")
      source += isAtStart ? Markdown.escapedStart(escaped) : escaped
    }
    mutating func appendInterpolation(_ number: Int) { source += String(number) }
    mutating func appendInterpolation(_ markdown: Markdown) { source += markdown.source }
  }

  /// Blocks with an empty line between them.
  static func blocks(_ blocks: [Markdown]) -> Markdown {
    Markdown(source: blocks.map(\.source).joined(separator: "\n\n"))
  }

  /// Text of several lines as it is, between fences longer than any it holds.
  static func fence(_ text: String, _ language: StaticString = "") -> Markdown {
    var shown = safe(text)
    if shown.hasSuffix("\n") { shown.removeLast() }
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: shown) + 1))
    return Markdown(source: "\(fence)\(language)\n\(shown)\n\(fence)")
  }

  /// Text of several lines as a quotation; each line stays one.
  static func quote(_ text: String) -> Markdown {
    let lines = safe(text).split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let text = line.drop { $0 == " " || $0 == "\t" }
      let escaped = escapedStart(escapedMarkup(String(text)))
      return escaped.isEmpty ? ">" : "> " + escaped
    }
    // A backslash at its end keeps a line from running into the next.
    let broken = lines.enumerated().map { index, line in
      let next = index + 1 < lines.count ? lines[index + 1] : ">"
      return line == ">" || next == ">" ? line : line + "\\"
    }
    return Markdown(source: broken.joined(separator: "\n"))
  }

  /// Blocks that a reader opens by a click on `summary`.
  static func details(_ summary: String, _ content: [Markdown]) -> Markdown {
    let title = safe(summary).replacing("\n", with: " ").replacing("&", with: "&amp;")
      .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    return Markdown(
      source: "<details>\n<summary>\(title)</summary>\n\n\(blocks(content).source)\n\n</details>")
  }

  /// A table; columns named in `numbers` stand to the right.
  static func table(_ titles: [Markdown], numbers: Set<Int> = [], _ rows: [[Markdown]]) -> Markdown
  {
    let rule = titles.indices.map { numbers.contains($0) ? "--:" : "---" }
    let lines = [titles.map(\.source), rule] + rows.map { $0.map(\.source) }
    return Markdown(
      source: lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n"))
  }

  private static func oneLine(_ text: String) -> String {
    safe(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func safe(_ text: String) -> String {
    DisplayText.harmlessLines(SecretScan.redact(text))
  }

  private static func escapedMarkup(_ line: String) -> String {
    var result = ""
    for character in line {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }

  /// At the start of a line `#`, `+`, `-`, `=` and `1.` would be headings, lists and rules.
  private static func escapedStart(_ line: String) -> String {
    if let first = line.first, "#+-=".contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard !digits.isEmpty, let sign = rest.first, sign == "." || sign == ")",
      rest.dropFirst().first?.isWhitespace != false
    else { return line }
    return digits + "\\" + rest
  }

  private static func longestRun(of wanted: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == wanted ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
