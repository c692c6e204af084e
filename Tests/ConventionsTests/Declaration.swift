/// A declaration that other targets can see.
struct Declaration: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case type
    case function
    case initializer
    case constant
    case property
  }

  let kind: Kind
  let name: String
  /// Whether it is a requirement in a protocol's body.
  let isRequirement: Bool
  let canThrow: Bool
  /// The doc comment above it; empty when there is none.
  let documentation: [String]
  let place: String
}

/// Finds declarations in a file by reading its lines; the formatter keeps one to a line.
struct DeclarationReader {
  let file: SourceFile

  /// Every `package` declaration and every requirement of a protocol.
  func declarations() -> [Declaration] {
    var found: [Declaration] = []
    var protocolIndent: Int?
    for (index, code) in file.code.enumerated() where protocolIndent != nil || mayDeclare(code) {
      let indent = code.utf8.prefix { $0 == UInt8(ascii: " ") }.count
      let words = words(of: code)
      if words == ["}"], indent == protocolIndent { protocolIndent = nil }
      let isRequirement = protocolIndent.map { indent == $0 + 2 } ?? false
      guard isRequirement || words.first == "package",
        let declaration = declaration(words, at: index, isRequirement: isRequirement)
      else { continue }
      found.append(declaration)
      if words.contains("protocol"), !code.hasSuffix("}") { protocolIndent = indent }
    }
    return found
  }

  /// Whether the first character can begin a declaration that other targets see; saves time.
  private func mayDeclare(_ code: String) -> Bool {
    let first = code.utf8.first { $0 != UInt8(ascii: " ") }
    return first == UInt8(ascii: "p") || first == UInt8(ascii: "@")
  }

  /// The words of a line of code; attributes in front are left out.
  private func words(of code: String) -> [Substring] {
    guard !code.isEmpty else { return [] }
    var words = code.split { " (:{".utf8.contains($0.utf8.first ?? 0) }
    while let first = words.first, first.hasPrefix("@") || first == ")" { words.removeFirst() }
    return words
  }

  private static let modifiers: Set<Substring> = [
    "package", "final", "static", "class", "nonisolated", "indirect", "mutating", "private",
    "override", "convenience", "lazy", "internal", "set",
  ]
  private static let types: Set<Substring> = [
    "struct", "enum", "class", "actor", "protocol", "typealias", "associatedtype",
  ]

  private func declaration(
    _ words: [Substring], at index: Int, isRequirement: Bool
  ) -> Declaration? {
    guard let position = words.firstIndex(where: { !Self.modifiers.contains($0) || $0 == "class" })
    else { return nil }
    let word = words[position]
    let isStatic = words[..<position].contains("static")
    let kind: Declaration.Kind
    switch word {
    case _ where Self.types.contains(word): kind = .type
    case "func", "subscript": kind = .function
    case _ where word.hasPrefix("init"): kind = .initializer
    case "var", "let": kind = isStatic ? .constant : .property
    default: return nil
    }
    let name = words[position...].dropFirst().first.map(withoutGenerics)
    return Declaration(
      kind: kind, name: kind == .initializer ? "init" : String(name ?? word),
      isRequirement: isRequirement, canThrow: canThrow(from: index),
      documentation: documentation(above: index), place: file.place(index))
  }

  private func withoutGenerics(_ name: Substring) -> Substring {
    guard let mark = name.firstIndex(of: "<"), mark > name.startIndex else { return name }
    return name[..<mark]
  }

  /// Whether `throws` stands in the signature that begins on a line, outside its parentheses.
  private func canThrow(from index: Int) -> Bool {
    var depth = 0
    for line in index..<min(index + 20, file.code.count) {
      let code = file.code[line]
      if line > index, depth == 0 {
        let starts = ["->", "throws", "async", "where"]
        let trimmed = code.drop { $0 == " " }
        guard starts.contains(where: { trimmed.hasPrefix($0) }) else { return false }
      }
      var word: [UInt8] = []
      for byte in code.utf8 {
        switch byte {
        case UInt8(ascii: "("):
          if depth == 0, word.elementsEqual("throws".utf8) { return true }
          depth += 1
          word = []
        case UInt8(ascii: ")"):
          depth -= 1
          word = []
        case UInt8(ascii: "{") where depth == 0: return word.elementsEqual("throws".utf8)
        case UInt8(ascii: " "):
          if depth == 0, word.elementsEqual("throws".utf8) { return true }
          word = []
        default: word.append(byte)
        }
      }
      if depth == 0, word.elementsEqual("throws".utf8) { return true }
    }
    return false
  }

  /// The doc comment above a line, attributes between them passed over.
  private func documentation(above index: Int) -> [String] {
    var comment: [String] = []
    var line = index - 1
    while line >= 0 {
      let text = file.lines[line].drop { $0 == " " }
      if text.hasPrefix("///") {
        comment.append(String(text))
      } else if !(comment.isEmpty && text.hasPrefix("@")) {
        break
      }
      line -= 1
    }
    return comment.reversed()
  }
}
