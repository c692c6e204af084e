import Experiments

/// The specification that the simulator writes: the docstring restated under headings.
struct SimulatedSpec: Sendable {
  private let problem: Problem
  private let docstring: Docstring

  init(_ problem: Problem) {
    self.problem = problem
    docstring = Docstring(problem)
  }

  /// The text, in Markdown.
  var text: String {
    [
      section("Overview", overview),
      section("Requirements", requirements),
      section("Edge cases", edgeCases),
      section("Examples", examples),
    ].joined(separator: "\n")
  }

  private func section(_ title: String, _ lines: [String]) -> String {
    "## \(title)\n\n\(lines.joined(separator: "\n"))\n"
  }

  private var overview: [String] {
    let goal = docstring.sentences.first ?? "The description says no more than the signature."
    return ["The function `\(problem.entryPoint)` is to be written. In short: \(goal)"]
  }

  private var requirements: [String] {
    var lines = ["- Keep the signature: `\(docstring.signature)`"]
    lines += docstring.sentences.dropFirst().map { "- The description asks: \($0)" }
    lines.append("- Give the result back with `return`; print nothing and read no input.")
    return lines
  }

  private var edgeCases: [String] {
    ["- Input that is empty or has one element.", "- Values that are equal, zero or negative."]
  }

  private var examples: [String] {
    guard !docstring.examples.isEmpty else { return ["The description has none."] }
    return docstring.examples.map { "- `\($0)`" }
  }
}

/// What the description of a problem's function says.
struct Docstring: Sendable, Hashable {
  var signature: String
  var sentences: [String]
  /// A call and its result each.
  var examples: [String]

  init(_ problem: Problem) {
    let lines = problem.prompt.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.lastIndex { $0.hasPrefix("def \(problem.entryPoint)") } ?? 0
    signature = lines.indices.contains(start) ? lines[start].trimmingSpaces() : problem.entryPoint
    let inside = Self.quoted(lines.dropFirst(start + 1).joined(separator: "\n"))
    let text = inside.split(separator: "\n").map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
    examples = Self.examples(text)
    let first = text.firstIndex { $0.hasPrefix(">>>") } ?? text.endIndex
    sentences = Self.sentences(text[..<first].joined(separator: " "))
  }

  /// What is between the first triple quotes; all of it when there are none.
  private static func quoted(_ text: String) -> Substring {
    for quote in ["\"\"\"", "'''"] {
      guard let open = text.firstRange(of: quote) else { continue }
      let rest = text[open.upperBound...]
      return rest[..<(rest.firstRange(of: quote)?.lowerBound ?? rest.endIndex)]
    }
    return text[...]
  }

  private static func examples(_ lines: [String]) -> [String] {
    zip(lines, lines.dropFirst() + [""]).compactMap { call, result in
      guard call.hasPrefix(">>>") else { return nil }
      let shown = call.dropFirst(3).trimmingSpaces()
      return result.hasPrefix(">>>") || result.isEmpty ? shown : "\(shown) gives \(result)"
    }
  }

  private static func sentences(_ text: String) -> [String] {
    var sentences: [String] = []
    var current = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      current.append(character)
      let isLast = index + 1 == characters.count
      guard isLast || (".!?".contains(character) && characters[index + 1].isWhitespace) else {
        continue
      }
      let sentence = current.trimmingSpaces()
      if !sentence.isEmpty { sentences.append(sentence) }
      current = ""
    }
    return sentences
  }
}
