/// Takes out of a review what the coder is shown.
package enum ReviewDisclosure {
  /// The headings of a review's four parts.
  package enum Part: String, CaseIterable, Sendable {
    case diagnosis
    case strategy
    case criteria = "test criteria"
    case debugging
  }

  /// The parts that review `number` (from 1) passes on.
  package static func parts(forReview number: Int) -> [Part] {
    switch number {
    case ...1: [.diagnosis, .strategy]
    case 2: [.diagnosis, .criteria]
    default: [.debugging]
    }
  }

  /// The guidance taken from a review's text: its disclosed parts, or all of it when it keeps to no
  /// heading.
  package static func guidance(from review: String, number: Int) -> String {
    let sections = sections(of: review)
    let texts = parts(forReview: number).compactMap { sections[$0] }.filter { !$0.isEmpty }
    return texts.isEmpty ? trimmed(review) : texts.joined(separator: "\n")
  }

  private static func sections(of review: String) -> [Part: String] {
    var sections: [Part: [Substring]] = [:]
    var current: Part?
    for line in review.split(separator: "\n", omittingEmptySubsequences: false) {
      if let part = part(heading: line) {
        current = part
      } else if let current {
        sections[current, default: []].append(line)
      }
    }
    return sections.mapValues { trimmed($0.joined(separator: "\n")) }
  }

  /// Reads `## Strategy`, `**2. Strategy:**` and the like.
  private static func part(heading line: Substring) -> Part? {
    guard let first = line.first(where: { !$0.isWhitespace }), "#*".contains(first) else {
      return nil
    }
    let words = line.lowercased().filter { $0.isLetter || $0 == " " }
      .split(separator: " ").joined(separator: " ")
    return Part.allCases.first { $0.rawValue == words }
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
