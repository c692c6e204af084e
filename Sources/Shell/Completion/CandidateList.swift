/// Candidates with what they are found by, made once so that ten thousand are searched at once.
///
/// Neither case nor separators matter: `he/3`, `he3` and `humaneval3` find `HumanEval/3`.
struct CandidateList: Sendable {
  private struct Entry: Sendable {
    var candidate: CompletionCandidate
    /// In small letters.
    var lower: [UInt8]
    /// Letters and digits only.
    var plain: [UInt8]
    /// The capitals of the part before a slash, and the rest: `he/3`.
    var initials: [UInt8]
    /// The same without separators: `he3`.
    var plainInitials: [UInt8]
  }

  private var entries: [Entry] = []

  init() {}

  init(_ candidates: [CompletionCandidate]) {
    entries = candidates.map { candidate in
      let lower = Array(candidate.text.lowercased().utf8)
      let initials = Self.initials(candidate.text)
      return Entry(
        candidate: candidate, lower: lower, plain: Self.plain(lower), initials: initials,
        plainInitials: Self.plain(initials))
    }
  }

  static func + (left: CandidateList, right: CandidateList) -> CandidateList {
    var both = left
    both.entries += right.entries
    return both
  }

  /// The candidates that a word could be the beginning of; the closest way of reading it counts.
  func matching(_ word: String) -> [CompletionCandidate] {
    guard !word.isEmpty else { return entries.map(\.candidate) }
    let lower = Array(word.lowercased().utf8)
    let plain = Self.plain(lower)
    let exact = entries.filter { $0.lower.starts(with: lower) }
    if !exact.isEmpty { return exact.map(\.candidate) }
    // `st/28` too: each part may be cut short.
    let parts = lower.split(separator: UInt8(ascii: "/"))
    return entries.filter { entry in
      if !plain.isEmpty, entry.plain.starts(with: plain) { return true }
      if entry.initials.starts(with: lower) { return true }
      if !plain.isEmpty, entry.plainInitials.starts(with: plain) { return true }
      let own = entry.lower.split(separator: UInt8(ascii: "/"))
      return parts.count == 2 && own.count == 2 && own[0].starts(with: parts[0])
        && own[1].starts(with: parts[1])
    }.map(\.candidate)
  }

  private static func plain(_ lower: [UInt8]) -> [UInt8] {
    lower.filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 >= 0x80 }
  }

  private static func initials(_ text: String) -> [UInt8] {
    guard let slash = text.firstIndex(of: "/") else { return [] }
    let capitals = text[..<slash].filter(\.isUppercase).lowercased()
    return capitals.isEmpty ? [] : Array((capitals + text[slash...].lowercased()).utf8)
  }
}
