import Testing

@testable import Presentation

@Suite struct AnswerListingTests {
  private static let answer = """
    First I sort.

    ```python
    def f(xs):
        return sorted(xs)
    ```
    Then I am done.

    """

  @Test func `A block is in colours once it is closed, the rest stays dim`() {
    let lines = AnswerListing.lines(of: Self.answer)
    #expect(
      lines.map(\.plain)
        == Self.answer.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
          String.init))
    #expect(lines[0].spans.map(\.style) == [.dim])
    #expect(lines[3].spans.first == .init("def", .keyword))
    #expect(lines[6].spans.map(\.style) == [.dim])
  }

  @Test(arguments: ["```", "~~~", "````", "  ~~~~"])
  func `Every kind of fence holds code, and only its like closes it`(fence: String) {
    let inner = fence.contains("~") ? "```" : "~~~"
    let lines = AnswerListing.lines(of: "\(fence)py\n\(inner)\ndef f(): pass\n\(fence)\ndef g\n")
    #expect(lines[2].spans.first == .init("def", .keyword))
    #expect(lines[4].spans.map(\.style) == [.dim])
  }

  @Test func `A block that is cut off is in colours when the answer is complete, not before`() {
    let text = "```python\ndef f(): pass\ndef g("
    #expect(AnswerListing.lines(of: text)[2].spans.first == .init("def", .keyword))
    var answer = AnswerListing()
    answer.add(text)
    #expect(answer.tail(rows: 9, width: 80).rows.flatMap(\.spans).allSatisfy { $0.style == .dim })
  }

  @Test func `Wherever the answer is cut into pieces, it is shown alike`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var answer = AnswerListing()
      var rest = Self.answer[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...9, using: &random)
        answer.add(String(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(answer.tail(rows: 20, width: 80).rows == AnswerListing.lines(of: Self.answer))
    }
  }

  @Test func `Of a long answer the last rows are shown, and how many lines are above`() {
    var answer = AnswerListing(keeping: 50)
    for number in 0..<1_000 { answer.add("line \(number)\n") }
    answer.add("and then")
    let (above, rows) = answer.tail(rows: 4, width: 80)
    #expect(rows.map(\.plain) == ["line 997", "line 998", "line 999", "and then"])
    #expect(above == 997)
  }

  @Test func `Long lines are wrapped by their width, wide characters too`() {
    var answer = AnswerListing()
    answer.add("値値値値値")
    #expect(answer.tail(rows: 8, width: 4).rows.map(\.plain) == ["値値", "値値", "値"])
    #expect(answer.tail(rows: 2, width: 4).rows.map(\.plain) == ["値値", "値"])
  }

  @Test func `An answer is cut between words`() {
    var answer = AnswerListing()
    answer.add("The bisection stops too early\n  and returns")
    #expect(
      answer.tail(rows: 8, width: 12).rows.map(\.plain)
        == ["The", "bisection", "stops too", "early", "  and", "  returns"])
  }

  @Test func `Nothing in an answer can act on the terminal`() {
    var answer = AnswerListing()
    answer.add("a\u{1B}[2Jb\u{202E}c\n")
    #expect(answer.tail(rows: 8, width: 80).rows.map(\.plain) == ["a␛[2Jb<U+202E>c"])
  }
}
