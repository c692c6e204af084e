import Testing

/// What no source file holds.
struct SourceTests {
  /// Every Swift file has at most this many lines; a longer one wants to be two.
  static let longestFile = 400

  @Test func `no file is longer than can be read in one go`() {
    let files = PackageFiles.sources + PackageFiles.tests
    let long = files.filter { $0.lines.count > Self.longestFile }
    #expect(long.map { "\($0.path) has \($0.lines.count) lines" } == [])
  }

  @Test(arguments: ["@unchecked Sendable", "nonisolated(unsafe)", "try!", "as!", "fatalError("])
  func `nothing turns off the compiler or ends the process`(token: String) {
    // The demo of the line editor crashes when told to, to show what becomes of the terminal.
    let found = places(of: token) { $0.target == "line-editor-demo" }
    #expect(found == [])
  }

  @Test func `only executables print, and what has a print of its own`() {
    let found = places(of: "print(") { file in
      file.target.first?.isLowercase == true || file.code.contains { $0.contains("func print(") }
    }
    #expect(found == [])
  }

  @Test(arguments: ["TODO", "FIXME", "XXX"])
  func `no comment puts work off`(word: String) {
    let found = PackageFiles.sources.filter { $0.holds(word) }.flatMap { file in
      file.lines.enumerated().filter { $0.element.contains(word) && $0.element.contains("//") }
        .map { file.place($0.offset) }
    }
    #expect(found == [])
  }

  @Test func `nothing chooses by a verb's name: a verb says all about itself`() {
    let subjects = ["switch verb", "switch command", "switch type(of: verb)", "switch words[0]"]
    #expect(subjects.flatMap { places(of: $0) } == [])
  }

  @Test(
    arguments: [
      ("let a = b as! C", true), ("x.print(1)", false), ("print(1)", true),
      ("let pattern = \"print(\"", false), ("// print(1)", false), ("func print(_ a: Int)", false),
      ("let a = #\"print(\"#", false), ("let a = \"\"\"\n  print(\"\"\"", false),
      ("let a = \"\\\"\" + print(\"\")", true),
    ])
  func `tokens count in code only`(text: String, counts: Bool) {
    let token = text.contains("as!") ? "as!" : "print("
    #expect(places(of: token, in: [SourceFile(text)]).isEmpty != counts)
  }

  /// Where a token stands as code, not as the end of a longer name or the name of a declaration.
  private func places(
    of token: String, in files: [SourceFile] = PackageFiles.sources,
    except isExempt: (SourceFile) -> Bool = { _ in false }
  ) -> [String] {
    files.filter { $0.holds(token) && !isExempt($0) }.flatMap { file in
      file.code.indices.filter { isUsed(token, in: file.code[$0]) }.map(file.place)
    }
  }

  private func isUsed(_ token: String, in line: String) -> Bool {
    guard line.contains(token) else { return false }
    return line.ranges(of: token).contains { range in
      let before = line[..<range.lowerBound]
      if before.hasSuffix("func ") { return false }
      guard let last = before.last else { return true }
      return !(last.isLetter || last.isNumber || last == "_" || last == ".")
    }
  }
}
