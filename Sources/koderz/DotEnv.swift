/// Reads `.env` files.
enum DotEnv {
  /// The variables of a file: `NAME=value`, `export NAME=value`, quotes, and comments, which begin
  /// with a `#` at the beginning of a line or behind a blank.
  ///
  /// Double quotes know `\n`, `\"` and `\\`; single quotes take all as it stands. Lines that are
  /// none of this are left out.
  static func values(of text: String) -> [String: String] {
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard let (name, value) = entry(line) else { continue }
      values[name] = value
    }
    return values
  }

  private static func entry(_ line: Substring) -> (String, String)? {
    var line = line.drop(while: \.isWhitespace)
    if line.hasPrefix("export ") { line = line.dropFirst(7).drop(while: \.isWhitespace) }
    guard let equals = line.firstIndex(of: "="), line.first != "#" else { return nil }
    let name = line[..<equals].filter { !$0.isWhitespace }
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      return nil
    }
    return (String(name), value(line[line.index(after: equals)...]))
  }

  private static func value(_ written: Substring) -> String {
    let text = written.drop(while: \.isWhitespace)
    guard let quote = text.first, quote == "\"" || quote == "'" else { return plain(written) }
    var value = ""
    var rest = text.dropFirst()
    while let character = rest.popFirst(), character != quote {
      if character == "\\", quote == "\"", let next = rest.popFirst() {
        value.append(next == "n" ? "\n" : next)
      } else {
        value.append(character)
      }
    }
    return value
  }

  /// A value without quotes, up to its comment and without the blanks around it.
  private static func plain(_ written: Substring) -> String {
    var text = written
    if let comment = written.firstRange(of: /\s#/) { text = written[..<comment.lowerBound] }
    text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
