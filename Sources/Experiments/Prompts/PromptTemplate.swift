package import CanonicalJSON
import Mustache

/// A prompt as an ordered list of named slots, each a Mustache text of its own.
///
/// A template file holds its slots one after the other; a slot begins with a Mustache comment:
/// `{{! slot problem user required }}`, that is its name, who speaks, and either `required` or
/// `drop 2`: the rank by which it is left out when the context is too small, lowest first.
/// A slot that renders to nothing but space is left out. Text before the first slot is a comment.
package struct PromptTemplate: Sendable {
  /// One slot of a template.
  package struct Slot: Sendable {
    package var name: String
    package var speaker: Message.Speaker
    /// Nil for a slot that must not be dropped.
    package var dropRank: Int?
    let template: MustacheTemplate
  }

  package var name: String
  package var source: String
  package var slots: [Slot]

  /// Names the template by its content.
  package let hash: ContentHash

  /// Reads a template and checks every name in it.
  ///
  /// - Throws: `TemplateError` with the line: a slot that is declared wrongly or twice, a tag that is
  ///   not closed, a name that no prompt has.
  package init(name: String, source: String) throws(TemplateError) {
    self.name = name
    self.source = source
    hash = ContentHash(of: source)
    slots = []
    var heading: Heading?
    var body: [Substring] = []
    var line = 0
    for text in source.split(separator: "\n", omittingEmptySubsequences: false) {
      line += 1
      if let next = try Heading(text, template: name, line: line) {
        try close(heading, body)
        (heading, body) = (next, [])
      } else if heading != nil {
        body.append(text)
      }
    }
    try close(heading, body)
    guard !slots.isEmpty else {
      throw TemplateError(
        template: name, line: 1, message: "has no slot: {{! slot NAME user required }}")
    }
  }

  private mutating func close(_ heading: Heading?, _ body: [Substring]) throws(TemplateError) {
    guard let heading else { return }
    guard !slots.contains(where: { $0.name == heading.name }) else {
      throw TemplateError(
        template: name, line: heading.line, message: "slot \(heading.name) is declared twice")
    }
    let text = body.joined(separator: "\n")
    try TemplateNames.check(text, template: name, firstLine: heading.line + 1)
    do {
      let compiled = try MustacheTemplate(string: "{{%CONTENT_TYPE:TEXT}}" + text)
      slots.append(
        Slot(
          name: heading.name, speaker: heading.speaker, dropRank: heading.dropRank,
          template: compiled))
    } catch {
      throw TemplateError(
        template: name, line: heading.line, message: "slot \(heading.name): \(error)")
    }
  }

  /// The text of each slot that says something, in order.
  package func render(_ values: PromptValues) -> [RenderedSlot] {
    let members = values.members
    return slots.compactMap { slot in
      let text = slot.template.render(members).trimmingBlankLines
      guard !text.isEmpty else { return nil }
      return RenderedSlot(
        name: slot.name, speaker: slot.speaker, dropRank: slot.dropRank, text: text)
    }
  }
}

/// A slot with its text.
package struct RenderedSlot: Sendable, Hashable {
  package var name: String
  package var speaker: Message.Speaker
  package var dropRank: Int?
  package var text: String

  package init(name: String, speaker: Message.Speaker, dropRank: Int? = nil, text: String) {
    self.name = name
    self.speaker = speaker
    self.dropRank = dropRank
    self.text = text
  }
}

/// A prompt template that cannot be used, and the line to look at.
package struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
  package var template: String
  /// From 1.
  package var line: Int
  package var message: String

  /// What to try next.
  package var suggestion: String { "prompt reset \(template) goes back to the built-in template" }

  package var description: String { "prompt template \(template), line \(line): \(message)" }
}

private struct Heading {
  var name: String
  var speaker: Message.Speaker
  var dropRank: Int?
  var line: Int

  /// Nil when the line declares no slot.
  init?(_ text: Substring, template: String, line: Int) throws(TemplateError) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count >= 2, words[0] == "{{!", words[1] == "slot" else { return nil }
    self.line = line
    guard words.last == "}}", words.count == 6 || words.count == 7,
      let speaker = Message.Speaker(rawValue: words[3])
    else { throw Self.malformed(template, line) }
    name = words[2]
    self.speaker = speaker
    switch (words[4], words.count) {
    case ("required", 6): dropRank = nil
    case ("drop", 7):
      guard let rank = Int(words[5]) else { throw Self.malformed(template, line) }
      dropRank = rank
    default: throw Self.malformed(template, line)
    }
  }

  private static func malformed(_ template: String, _ line: Int) -> TemplateError {
    TemplateError(
      template: template, line: line,
      message: "a slot is declared as {{! slot NAME system|user required }} or … drop RANK }}")
  }
}

extension String {
  /// Without empty lines at either end.
  fileprivate var trimmingBlankLines: String {
    guard let first = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    let head = unicodeScalars[..<first].lastIndex(of: "\n").map(unicodeScalars.index(after:))
    let tail = unicodeScalars[last...].firstIndex(of: "\n")
    return String(unicodeScalars[(head ?? startIndex)..<(tail ?? endIndex)])
  }
}
