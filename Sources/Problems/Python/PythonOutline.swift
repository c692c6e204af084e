/// The top-level statements of Python source.
struct PythonOutline: Sendable {
  private(set) var statements: [PythonStatement] = []

  init(_ source: String) {
    var isDecorated = false
    for line in PythonLines(source).lines {
      let isStart = line.start == .statement && line.indent == 0 && !line.isClause && !isDecorated
      if isStart {
        statements.append(PythonStatement(lines: [line]))
      } else if !statements.isEmpty {
        statements[statements.count - 1].lines.append(line)
      }
      if line.start == .statement { isDecorated = line.code.first == UInt8(ascii: "@") }
    }
  }

  /// The last statement that defines this function.
  func function(_ name: String) -> Int? { statements.lastIndex { $0.function == name } }

  /// The statements that `names` need, directly or by way of others, in their order.
  func needed(by names: Set<String>, besides left: Int) -> [Int] {
    var wanted = names
    var found: Set<Int> = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (place, statement) in statements.enumerated()
      where place != left && !found.contains(place) && !wanted.isDisjoint(with: statement.bound) {
        found.insert(place)
        wanted.formUnion(statement.mentioned)
        isGrowing = true
      }
    }
    return found.sorted()
  }
}

/// One statement at the top level, with its suite.
struct PythonStatement: Sendable {
  fileprivate(set) var lines: [PythonLines.Line]

  /// As it stands, without empty lines at the end.
  var source: String {
    let last = lines.lastIndex { $0.start != .blank } ?? 0
    return lines[...last].map(\.text).joined(separator: "\n")
  }

  /// The line that says what it is, behind any decorators.
  private var head: Int {
    lines.firstIndex { $0.start == .statement && $0.code.first != UInt8(ascii: "@") } ?? 0
  }

  private var words: [PythonWord] {
    lines[head...].logicalLine.flatMap { PythonWord.words($0.code) }
  }

  /// The name of the function it defines.
  var function: String? {
    let words = words.prefix(3).map(\.text)
    if words.first == "def" { return words.dropFirst().first }
    return words.starts(with: ["async", "def"]) ? words.dropFirst(2).first : nil
  }

  var isImport: Bool { ["import", "from"].contains(words.first?.text) }

  /// The names it gives to the code behind it; of a compound statement any that it mentions.
  var bound: Set<String> {
    let words = words
    switch words.first?.text {
    case "import": return Self.importedNames(words.dropFirst())
    case "from":
      return Self.importedNames(words.drop { $0.text != "import" }.dropFirst())
    case "def", "class": return Set(words.dropFirst().prefix(1).map(\.text))
    case "async": return Set(words.dropFirst(2).prefix(1).map(\.text))
    case "if", "try", "for", "while", "with": return mentioned
    default:
      let isAssignment = lines[head...].logicalLine.contains { $0.code.contains(UInt8(ascii: "=")) }
      return isAssignment ? Set(words.prefix { !$0.isBehindEquals }.map(\.text)) : []
    }
  }

  /// `a.b as c, d` gives `c` and `d`; `a.b` gives `a`.
  private static func importedNames(_ words: ArraySlice<PythonWord>) -> Set<String> {
    var names: [String] = []
    var isRenaming = false
    for word in words where !word.isMember {
      if word.text == "as" {
        isRenaming = true
      } else {
        if isRenaming { names.removeLast(names.isEmpty ? 0 : 1) }
        names.append(word.text)
        isRenaming = false
      }
    }
    return Set(names)
  }

  /// Every name in it that is no member of something else.
  var mentioned: Set<String> { Set(lines.mentioned) }

  /// A function's signature and its body; nil when it is no function with a body.
  var definition: PythonDefinition? { function.flatMap { PythonDefinition(name: $0, lines, head) } }
}

/// A word of code: a name, a keyword or a number.
struct PythonWord: Sendable {
  var text: String
  /// Whether it stands behind a point.
  var isMember: Bool
  /// Whether it stands behind the first `=` of its line.
  var isBehindEquals: Bool

  /// The words of a line whose strings and comments are blank.
  static func words(_ code: [UInt8]) -> [PythonWord] {
    var words: [PythonWord] = []
    var position = 0
    let equals = code.firstIndex(of: UInt8(ascii: "=")) ?? code.count
    while position < code.count {
      let end = code[position...].firstIndex { !$0.isWordByte } ?? code.count
      if end > position {
        let before = code[..<position].last { $0 != UInt8(ascii: " ") }
        words.append(
          PythonWord(
            text: String(decoding: code[position..<end], as: UTF8.self),
            isMember: before == UInt8(ascii: "."), isBehindEquals: position > equals))
      }
      position = end + 1
    }
    return words
  }
}

extension PythonLines.Line {
  /// Whether it continues the compound statement before it.
  fileprivate var isClause: Bool {
    ["else", "elif", "except", "finally"].contains(PythonWord.words(code).first?.text)
  }
}

extension Collection<PythonLines.Line> {
  /// The first line with those that go on from it.
  fileprivate var logicalLine: [PythonLines.Line] {
    Array(prefix(1)) + dropFirst().prefix { $0.start == .continuation || $0.start == .string }
  }

  /// Every name that is no member of something else.
  var mentioned: [String] {
    flatMap { PythonWord.words($0.code) }.filter { !$0.isMember }.map(\.text)
  }
}

extension UInt8 {
  fileprivate var isWordByte: Bool {
    self == UInt8(ascii: "_") || self >= 0x80 || (0x30...0x39).contains(self)
      || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
