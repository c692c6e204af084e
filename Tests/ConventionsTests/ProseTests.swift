import Testing
import TestKit

/// What can be measured of plain English in the documents and the help pages.
@Suite(.paced)
struct ProseTests {
  static let documents =
    ["README.md"]
    + [
      "Architecture", "CONTRIBUTING", "Glossary", "bigcodebench", "extraction-differences",
      "performance",
    ].map { "docs/\($0).md" }

  @Test(arguments: documents + PackageFiles.paths(under: "Sources/Verbs/Resources/help"))
  func `a sentence has 25 words at most`(path: String) throws {
    let paragraphs = paragraphs(of: try PackageFiles.text(path), isPage: path.hasSuffix(".txt"))
    let sentences = paragraphs.flatMap(sentences)
    #expect(sentences.count > 1 || path == "docs/Glossary.md")
    for sentence in sentences where words(of: sentence) > 25 {
      Issue.record("\(path): \(words(of: sentence)) words: \(sentence)")
    }
  }

  @Test(arguments: documents)
  func `a line of a document has 120 columns at most`(document: String) throws {
    let text = try PackageFiles.text(document).replacing(Self.block, with: "")
    let long = text.split(separator: "\n").filter { $0.count > 120 && !$0.hasPrefix("|") }
    #expect(long == [])
  }

  @Test(arguments: [
    ("One. Two", 2), ("It asks `a. b` once", 1), ("- one\n- two", 2), ("| a | b |", 0),
    ("One: two; three", 3), ("# Title\n\nOne\ntwo", 1),
  ])
  func `text is taken apart into sentences`(text: String, count: Int) {
    #expect(paragraphs(of: text, isPage: false).flatMap(sentences).count == count)
  }

  private static var block: Regex<(Substring)> { #/```[^`]*```/# }

  /// Running text: no headings, tables, code blocks; of help pages no lines that begin with a blank.
  private func paragraphs(of text: String, isPage: Bool) -> [String] {
    var paragraphs = [""]
    let lines = text.replacing(Self.block, with: "")
      .split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines {
      let trimmed = line.drop(while: \.isWhitespace)
      let isAside = trimmed.isEmpty || "|#".contains(trimmed.prefix(1))
      let isIndented = line.hasPrefix(isPage ? "  " : "      ")
      if isAside || isIndented {
        paragraphs.append("")
      } else if let item = trimmed.prefixMatch(of: #/(?:-|\d+\.) /#) {
        paragraphs.append(String(trimmed[item.range.upperBound...]))
      } else {
        paragraphs[paragraphs.count - 1] +=
          "\(paragraphs.last?.isEmpty == true ? "" : " ")\(trimmed)"
      }
    }
    return paragraphs.filter { !$0.isEmpty }
  }

  /// The parts of a paragraph between stops, colons and semicolons; code counts as one word.
  private func sentences(of paragraph: String) -> [Substring] {
    paragraph.replacing(#/`[^`]*`/#, with: "code")
      .split(separator: #/[.!?:;]\*{0,2}\s+/#)
  }

  private func words(of sentence: Substring) -> Int {
    sentence.split(separator: " ").count { word in word.contains { $0.isLetter || $0.isNumber } }
  }
}
