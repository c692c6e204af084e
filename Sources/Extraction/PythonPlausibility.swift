import PythonText

extension PythonSource {
  /// Whether a logical line can be Python by its shape, judged without a grammar.
  ///
  /// Two names side by side with no keyword between are the mark of prose; so are words that end
  /// with a full stop, and keywords that lack what they need (`from any cell, and`).
  func isPlausible(_ line: Int) -> Bool {
    let range = lines[line].tokens
    guard let first = range.first else { return false }
    return startsPlausibly(line, first) && !hasNeighbours(range) && endsPlausibly(range)
  }

  private func startsPlausibly(_ line: Int, _ first: Int) -> Bool {
    let range = lines[line].tokens
    switch tokens[first].kind {
    case .invalid: return false
    case .number: return range.count > 1
    case .string: return true
    case .symbol: return ["(", "[", "{", "@", "...", "*"].contains(text(first)) && !isBullet(range)
    case .name: break
    }
    let hasColon = { self.headerColon(line) != nil || self.lines[line].isOpen }
    switch text(first) {
    case "def": return isName(first + 1, in: range) && isSymbol(first + 2, "(")
    case "class": return isName(first + 1, in: range) && hasColon()
    case "if", "while", "elif", "with", "try", "else", "except", "finally": return hasColon()
    case "for": return contains("in", range) && hasColon()
    case "import": return isName(first + 1, in: range)
    case "from": return contains("import", range)
    case "pass", "break", "continue": return range.count == 1 || isSymbol(first + 1, ";")
    case "and", "or", "in", "is", "as": return false
    case let word where PythonWords.keywords.contains(word): return true
    default: return range.count > 1 && !isBareLabel(range)
    }
  }

  private func hasNeighbours(_ range: Range<Int>) -> Bool {
    var previous: PythonToken.Kind?
    for token in range {
      let kind = tokens[token].kind
      if kind == .invalid { return true }
      var isWord = kind == .name || kind == .number
      if kind == .name, PythonWords.keywords.contains(text(token)) { isWord = false }
      let isSoft = token == range.lowerBound && PythonWords.softKeywords.contains(text(token))
      if isWord, previous != nil { return true }
      previous = isWord && !isSoft ? kind : nil
    }
    return false
  }

  private func endsPlausibly(_ range: Range<Int>) -> Bool {
    guard let last = range.last else { return false }
    return !isSymbol(last, ".")
  }

  /// `Explanation:` or `Output: 5`, which only look like annotations.
  private func isBareLabel(_ range: Range<Int>) -> Bool {
    isSymbol(range.lowerBound + 1, ":") && !range.contains { isSymbol($0, "=") }
      && !["try", "else", "finally"].contains(text(range.lowerBound))
      && !PythonWords.softKeywords.contains(text(range.lowerBound))
  }

  /// `* item`, which only looks like unpacking.
  private func isBullet(_ range: Range<Int>) -> Bool {
    isSymbol(range.lowerBound, "*") && !range.contains { isSymbol($0, "=") }
  }

  private func isName(_ token: Int, in range: Range<Int>) -> Bool {
    range.contains(token) && tokens[token].kind == .name
  }

  private func contains(_ word: String, _ range: Range<Int>) -> Bool {
    range.contains { tokens[$0].kind == .name && text($0) == word }
  }
}

/// Python's own words.
enum PythonWords {
  static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in",
    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
    "yield",
  ]

  /// Words that are keywords only at the start of some statements.
  static let softKeywords: Set<String> = ["match", "case", "type"]
}
