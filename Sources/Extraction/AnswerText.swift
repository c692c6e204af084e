import PythonText

/// A raw completion made regular and parted into what the model thought and what it answered.
struct AnswerText: Sendable, Hashable {
  /// What is left when the thinking is taken out.
  var answer: [UInt8]
  var thinking: [UInt8]
  /// The thinking was never closed.
  var isThinkingOpen = false
  var notes: [String] = []

  init(_ completion: String) {
    var bytes = Self.lineBreaksMadeRegular(Array(completion.utf8))
    if bytes.has("\u{FEFF}", at: 0) {
      bytes.removeFirst(3)
      notes.append("byte order mark left out")
    }
    if Self.trimEndMarks(&bytes) { notes.append("end-of-text mark left out") }
    (answer, thinking) = ([], [])
    part(bytes)
  }

  private static func lineBreaksMadeRegular(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(.carriageReturn) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (offset, byte) in bytes.enumerated() {
      if byte == .newline, offset > 0, bytes[offset - 1] == .carriageReturn { continue }
      result.append(byte == .carriageReturn ? .newline : byte)
    }
    return result
  }

  /// Takes off the marks that some servers leave at the end, such as `<|im_end|>`.
  private static func trimEndMarks(_ bytes: inout [UInt8]) -> Bool {
    let marks = [
      "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|end|>", "<|return|>", "</s>",
      "<end_of_turn>", "<｜end▁of▁sentence｜>",
    ]
    var found = false
    while true {
      var end = bytes.count
      while end > 0, bytes[end - 1].isBlank || bytes[end - 1] == .newline { end -= 1 }
      let mark = marks.first { end >= $0.utf8.count && bytes.has($0, at: end - $0.utf8.count) }
      guard let mark else { return found }
      bytes.removeLast(bytes.count - end + mark.utf8.count)
      found = true
    }
  }
}

// MARK: - Thinking

extension AnswerText {
  private static let tags = ["think", "thinking", "thought", "reasoning"]

  private mutating func part(_ bytes: [UInt8]) {
    var (offset, kept) = (0, 0)
    var isLineStart = true
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "<") {
        if isLineStart, let tag = Self.tags.first(where: { Self.isTag("<\($0)>", bytes, offset) }) {
          answer += bytes[kept..<offset]
          let start = offset + tag.utf8.count + 2
          let end = Self.find("</\(tag)>", in: bytes, from: start)
          thinking += bytes[start..<(end ?? bytes.count)] + [.newline]
          isThinkingOpen = end == nil
          offset = end.map { $0 + tag.utf8.count + 3 } ?? bytes.count
          kept = offset
          continue
        }
        if let tag = Self.tags.first(where: { Self.isTag("</\($0)>", bytes, offset) }),
          isLineStart || Self.endsLine(bytes, offset + tag.utf8.count + 3)
        {
          thinking += answer + bytes[kept..<offset]
          answer = []
          offset += tag.utf8.count + 3
          kept = offset
          continue
        }
      }
      isLineStart = byte == .newline || isLineStart && byte.isBlank
      offset += 1
    }
    answer += bytes[kept...]
  }

  private static func isTag(_ tag: String, _ bytes: [UInt8], _ offset: Int) -> Bool {
    bytes.has(tag, at: offset, ignoringCase: true)
  }

  private static func endsLine(_ bytes: [UInt8], _ offset: Int) -> Bool {
    var end = offset
    while end < bytes.count, bytes[end].isBlank { end += 1 }
    return end >= bytes.count || bytes[end] == .newline
  }

  private static func find(_ tag: String, in bytes: [UInt8], from start: Int) -> Int? {
    var offset = start
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "<"), isTag(tag, bytes, offset) { return offset }
      offset += 1
    }
    return nil
  }
}

// MARK: - Words

extension AnswerText {
  /// Whether the answer declines, going by how it begins.
  var isRefusal: Bool {
    let opening = answer.drop { $0.isBlank || $0 == .newline }.prefix(200)
    let text = Array(opening).text.lowercased().replacing("\u{2019}", with: "'")
    let phrases = [
      "i'm sorry", "i am sorry", "sorry,", "i can't", "i cannot", "i can not", "i won't",
      "i will not", "i'm unable", "i am unable", "i'm not able", "i am not able", "as an ai",
      "i must decline", "i apologize, but", "unfortunately, i can",
    ]
    return phrases.contains { text.hasPrefix($0) || text.contains(", but \($0)") }
  }

  var isBlank: Bool { answer.allSatisfy { $0.isBlank || $0 == .newline } }
}

extension String {
  fileprivate func replacing(_ character: Character, with other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}
