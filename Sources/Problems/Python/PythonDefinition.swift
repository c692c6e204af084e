/// A function at the top level, taken apart so that a docstring can be put in.
struct PythonDefinition: Sendable {
  /// Decorators and signature up to the colon, such as `def f(a, b):`.
  let header: String
  /// The names that must be there when the function is defined: decorators, defaults, annotations.
  let namesInHeader: Set<String>
  /// The lines of the body, each level indented by four spaces; ends with a newline.
  let body: String

  /// Nil when no colon ends the signature or nothing follows it.
  ///
  /// `head` is the place of the line with `def`.
  init?(name: String, _ lines: [PythonLines.Line], _ head: Int) {
    guard let colon = Self.colon(in: lines, from: head) else { return nil }
    var signature = lines[head...colon.line].map(\.text)
    let last = signature.count - 1
    signature[last] = String(decoding: signature[last].utf8.prefix(colon.offset), as: UTF8.self)
    let parameters = signature.joined(separator: "\n").drop { $0 != "(" }
    guard !parameters.isEmpty else { return nil }
    let isAsync = lines[head].trimmed.hasPrefix("async")
    let decorators = lines[..<head].map { $0.text + "\n" }.joined()
    header =
      decorators + (isAsync ? "async " : "") + "def \(name)\(parameters.trimmingWhitespace()):"
    namesInHeader = Set(lines[...colon.line].mentioned)

    let rest = lines[colon.line].rest(behind: colon.offset)
    body = Self.indented((rest.map { [$0] } ?? []) + lines[(colon.line + 1)...])
    guard body.contains(where: { !$0.isWhitespace }) else { return nil }
  }

  /// Where the colon stands that ends the signature: the first outside of brackets.
  private static func colon(
    in lines: [PythonLines.Line], from head: Int
  ) -> (line: Int, offset: Int)? {
    for place in head..<lines.count where place == head || lines[place].start != .statement {
      var depth = lines[place].depth
      for (offset, byte) in lines[place].code.enumerated() {
        if "([{".utf8.contains(byte) { depth += 1 }
        if ")]}".utf8.contains(byte) { depth -= 1 }
        if byte == UInt8(ascii: ":"), depth == 0 { return (place, offset) }
      }
    }
    return nil
  }

  /// The lines with four spaces for each level; strings that span lines stay as they are.
  private static func indented(_ lines: [PythonLines.Line]) -> String {
    var levels: [Int] = []
    var text = ""
    for line in lines {
      if line.start == .statement {
        levels.removeAll { $0 > line.indent }
        if levels.last != line.indent { levels.append(line.indent) }
      }
      let isFree = line.start == .statement || line.start == .blank
      let margin = String(repeating: "    ", count: max(1, levels.count))
      let content = isFree ? String(line.text.drop(while: \.isWhitespace)) : line.text
      text += isFree && !content.isEmpty ? margin + content : content
      text += "\n"
    }
    return text.trimmingEmptyLines() + "\n"
  }
}

extension PythonLines.Line {
  /// What stands on the line behind the colon at `offset`, as a line; nil when it is no code.
  fileprivate func rest(behind offset: Int) -> PythonLines.Line? {
    guard code[(offset + 1)...].contains(where: { $0 > 0x20 }) else { return nil }
    let text = String(decoding: text.utf8.dropFirst(offset + 1), as: UTF8.self)
    return PythonLines.Line(
      text: text, start: .statement, code: Array(code[(offset + 1)...]), depth: 0)
  }
}

extension String {
  /// Without empty lines at the end.
  fileprivate func trimmingEmptyLines() -> String {
    let end = lastIndex { !$0.isWhitespace }
    return end.map { String(self[...$0]) } ?? ""
  }
}
