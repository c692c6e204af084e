/// Checks that a Mustache text uses only names that prompts have.
///
/// Mustache renders an unknown name as nothing, in silence; a misspelt slot would go unseen for weeks.
enum TemplateNames {
  static func check(_ text: String, template: String, firstLine: Int) throws(TemplateError) {
    var line = firstLine
    var rest = Substring(text)
    while let open = rest.firstRange(of: "{{") {
      line += rest[..<open.lowerBound].count { $0 == "\n" }
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else {
        throw TemplateError(template: template, line: line, message: "a tag is not closed: {{")
      }
      try check(tag: rest[..<close.lowerBound], template, line)
      rest = rest[close.upperBound...]
      if rest.first == "}" { rest.removeFirst() }
    }
  }

  private static func check(
    tag: Substring, _ template: String, _ line: Int
  ) throws(TemplateError) {
    var tag = tag
    if tag.first == "!" { return }
    if let mark = tag.first, "#^/&{".contains(mark) { tag.removeFirst() }
    let name = tag.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard name == "." || PromptValues.names.contains(name) else {
      let known = PromptValues.names.sorted().joined(separator: ", ")
      throw TemplateError(
        template: template, line: line,
        message: "no prompt has a value named “\(name)”; the names are \(known)")
    }
  }
}
