import Glibc
import Testing
import TestKit

/// What the documents say is so.
@Suite(.paced)
struct DocumentTests {
  static let documents = ["README.md", "docs/Architecture.md", "docs/CONTRIBUTING.md"]

  @Test func `the readme's transcript is what the first script prints`() throws {
    let block = try #require(
      try PackageFiles.text("README.md").firstMatch(of: #/```text\n([^`]*)```/#)?.1,
      "README.md has no text block")
    let golden = try lines(of: "sessions/first-steps.txt").map(evened)
    var rest = golden[...]
    for line in block.split(separator: "\n").map({ evened(String($0)) }) {
      let found = rest.firstIndex { matches(line, template: $0) }
      #expect(found != nil, "not in sessions/first-steps.txt, or not in this order: \(line)")
      if let found { rest = rest[(found + 1)...] }
    }
    #expect(block.split(separator: "\n").count > 10)
  }

  @Test(arguments: documents)
  func `files that a document names exist`(document: String) throws {
    let folders = #/`((?:Sources|Tests|docs|data|sessions)\/[A-Za-z0-9_+.\/-]+\.[a-z]+)`/#
    let paths = try PackageFiles.text(document).matches(of: folders).map { String($0.1) }
    let missing = paths.filter { path in
      // The store is made when koderz runs.
      path != "sessions/koderz.sqlite" && access("\(PackageFiles.root)/\(path)", R_OK) != 0
    }
    #expect(missing == [])
  }

  @Test(arguments: documents)
  func `types and members that a document names are in the sources`(document: String) throws {
    let names = try PackageFiles.text(document)
      .matches(of: #/`([A-Z][a-z]+[A-Za-z]*)(?:\.([a-z][A-Za-z]*))?(?:\(.*?\))?`/#)
      .flatMap { [String($0.1), $0.2.map(String.init)].compactMap { $0 } }
    let files = PackageFiles.sources + PackageFiles.tests
    let unknown = Set(names).filter { name in
      !files.contains { file in
        file.holds(" \(name)") || file.target == name
      }
    }
    #expect(unknown.sorted() == [])
  }

  @Test func `variables that the example file names are read somewhere`() throws {
    let names = try PackageFiles.text(".env.example").matches(of: #/(?m)^#? ?([A-Z_]+)=/#).map(\.1)
    let sources = PackageFiles.sources.filter { $0.target != "koderz-bench" }
    #expect(names.contains("OLLAMA_HOST"))
    for name in names {
      let setting = name.dropFirst("KODERZ_".count).lowercased().replacing("_", with: "-")
      let isRead = sources.contains { $0.holds("\"\(name)\"") }
      let isSetting = sources.contains { file in
        file.path.hasSuffix("/Settings.swift") && file.holds("\"\(setting)\", .")
      }
      #expect(isRead || isSetting, "nothing reads \(name)")
    }
  }

  @Test(
    arguments: [
      ("took 8 ms in all", "took TIME in all", true), ("8 ms", "TIME", true),
      ("took 8 ms", "took TIME in all", false), ("one", "two", false), ("one", "one", true),
    ])
  func `a word in capitals stands for what differs between runs`(
    line: String, template: String, fits: Bool
  ) {
    #expect(matches(line, template: template) == fits)
  }

  private func lines(of path: String) throws -> [String] {
    try PackageFiles.text(path).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  private func evened(_ line: String) -> String {
    line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether a line fits a line of a golden transcript, where times and hashes are words in capitals.
  private func matches(_ line: String, template: String) -> Bool {
    let pieces = template.split(
      separator: #/TIME|HASH|DATE|CLOCK/#, omittingEmptySubsequences: false)
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last else {
      return line == template
    }
    guard line.hasPrefix(first), line.hasSuffix(last) else { return false }
    var rest = line.dropFirst(first.count)
    for piece in pieces.dropFirst() {
      guard piece.isEmpty || rest.contains(piece) else { return false }
      guard let range = rest.firstRange(of: piece) else { continue }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
