import PythonText

/// A fenced block of an answer written in Markdown.
struct FencedBlock: Sendable, Hashable {
  /// The first word after the fence, in lower case; empty when there is none.
  var language: String
  /// What stands between the fences, without the indentation of the opening one.
  var content: [UInt8]
  /// The fences and what is between them.
  var range: Range<Int>
  var isClosed: Bool

  /// Whether the block says that it holds Python.
  var isPython: Bool {
    ["py", "python", "ipython", "pycon", "python-repl", "sage"].contains(language)
      || language.hasPrefix("python") || language.hasPrefix("py3") || language.hasPrefix("ipython")
  }

  /// Whether the block may hold Python: it says so, or says nothing.
  var mayBePython: Bool { isPython || language.isEmpty || language == "code" }
}

/// Finds the fenced blocks of a text as models write them: indented, longer, of tildes, unterminated,
/// closed at the end of a line of code, opened again without having been closed.
struct FenceScanner {
  private struct Fence {
    var mark: UInt8
    var length: Int
    var indent: Int
    /// Where the fence's marks begin and end.
    var marks: Range<Int>
    var line: Range<Int>
  }

  private let text: [UInt8]
  private let lines: [Range<Int>]
  private var blocks: [FencedBlock] = []

  /// The blocks of `text` in order.
  ///
  /// A block of Markdown that holds blocks itself gives these instead.
  static func blocks(in text: [UInt8]) -> [FencedBlock] {
    var scanner = FenceScanner(text)
    scanner.scan()
    return scanner.blocks.flatMap { block in
      guard ["markdown", "md"].contains(block.language) else { return [block] }
      let inner = FenceScanner.flatBlocks(in: block.content)
      return inner.isEmpty
        ? [block]
        : inner.map {
          FencedBlock(
            language: $0.language, content: $0.content, range: block.range, isClosed: $0.isClosed)
        }
    }
  }

  private static func flatBlocks(in text: [UInt8]) -> [FencedBlock] {
    var scanner = FenceScanner(text)
    scanner.scan()
    return scanner.blocks
  }

  private init(_ text: [UInt8]) {
    self.text = text
    lines = text.lineRanges
  }

  private mutating func scan() {
    var index = 0
    while index < lines.count {
      guard let opening = fence(lines[index]) else {
        index += 1
        continue
      }
      index = oneLineBlock(opening) ? index + 1 : readBlock(opening, from: index)
    }
  }

  /// Reads the block that `opening` starts, and returns the line to continue at.
  private mutating func readBlock(_ opening: Fence, from first: Int) -> Int {
    var attached: Int?
    var index = first + 1
    while index < lines.count {
      if let other = fence(lines[index]), other.mark == opening.mark,
        other.length >= opening.length,
        other.indent <= opening.indent + 3
      {
        if info(other).isEmpty {
          append(opening, lines: first + 1..<index, end: lines[index].upperBound, isClosed: true)
          return index + 1
        }
        if isLanguage(info(other)) { break }
      } else if attached == nil, endsWithFence(lines[index], opening) {
        attached = index
      }
      index += 1
    }
    if let attached {
      append(
        opening, lines: first + 1..<attached + 1, end: lines[attached].upperBound, isClosed: true)
      return attached + 1
    }
    let end = index < lines.count ? lines[index].lowerBound : text.count
    append(opening, lines: first + 1..<index, end: end, isClosed: index < lines.count)
    return index
  }

  private mutating func append(
    _ opening: Fence, lines range: Range<Int>, end: Int, isClosed: Bool
  ) {
    var content: [UInt8] = []
    let words = info(opening).split(separator: .space, maxSplits: 1)
    var language = words.first.map { Array($0).text.lowercased() } ?? ""
    language = String(language.filter { !"{}.:,".contains($0) })
    if let rest = words.dropFirst().first, looksLikeCode(Array(rest)) {
      content += rest + [.newline]
    } else if looksLikeCode(info(opening)) {
      content += info(opening) + [.newline]
      language = ""
    }
    for line in range {
      let indent = min(text.contentStart(lines[line]) - lines[line].lowerBound, opening.indent)
      content += text[lines[line].lowerBound + indent..<lines[line].upperBound]
    }
    trimAttachedFence(&content, opening)
    blocks.append(
      FencedBlock(
        language: language, content: content, range: opening.line.lowerBound..<end,
        isClosed: isClosed))
  }

  /// A whole block on one line: three backticks, `python x = 1`, three backticks.
  private mutating func oneLineBlock(_ opening: Fence) -> Bool {
    let rest = info(opening)
    guard opening.mark == .backtick, rest.count > opening.length,
      rest.suffix(opening.length).allSatisfy({ $0 == .backtick })
    else { return false }
    var content = Array(rest.dropLast(opening.length))
    var language = ""
    if content.has("python ", at: 0, ignoringCase: true) {
      content.removeFirst("python ".utf8.count)
      language = "python"
    }
    guard !content.contains(.backtick) else { return false }
    blocks.append(
      FencedBlock(
        language: language, content: content + [.newline], range: opening.line, isClosed: true))
    return true
  }
}

// MARK: - Lines

extension FenceScanner {
  private func fence(_ line: Range<Int>) -> Fence? {
    let start = text.contentStart(line)
    guard start < line.upperBound, text[start] == .backtick || text[start] == .tilde else {
      return nil
    }
    var end = start
    while end < line.upperBound, text[end] == text[start] { end += 1 }
    guard end - start >= 3 else { return nil }
    return Fence(
      mark: text[start], length: end - start, indent: start - line.lowerBound, marks: start..<end,
      line: line)
  }

  private func info(_ fence: Fence) -> [UInt8] {
    let rest = text[fence.marks.upperBound..<fence.line.upperBound]
    let isSpace = { (byte: UInt8) in byte.isBlank || byte == .newline }
    let trimmed = rest.drop(while: isSpace)
    return Array(trimmed.prefix(trimmed.count - trimmed.reversed().prefix(while: isSpace).count))
  }

  private func isLanguage(_ info: [UInt8]) -> Bool {
    info.first?.isNameStart == true && info.count <= 20 && !info.contains(.space)
  }

  private func looksLikeCode(_ words: [UInt8]) -> Bool {
    ["def ", "async def ", "import ", "from ", "class ", "return ", "@"].contains {
      words.has($0, at: 0)
    }
  }

  private func endsWithFence(_ line: Range<Int>, _ opening: Fence) -> Bool {
    var end = line.upperBound
    while end > line.lowerBound, text[end - 1].isBlank || text[end - 1] == .newline { end -= 1 }
    var start = end
    while start > line.lowerBound, text[start - 1] == opening.mark { start -= 1 }
    guard end - start >= opening.length, start > line.lowerBound else { return false }
    return !text[line.lowerBound..<start].contains(opening.mark)
  }

  private func trimAttachedFence(_ content: inout [UInt8], _ opening: Fence) {
    var end = content.count
    while end > 0, content[end - 1].isBlank || content[end - 1] == .newline { end -= 1 }
    var start = end
    while start > 0, content[start - 1] == opening.mark { start -= 1 }
    guard end - start >= opening.length else { return }
    content.removeLast(content.count - start)
    content.append(.newline)
  }
}
