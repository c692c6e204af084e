/// What a verb says where it has no record for it.
package struct TextRecord: ReplyRecord {
  package static let name = "text"
  package static let summary = "What a verb says that has no record of its own."
  package static let members = [
    "verb": "the verb that says it", "text": "its lines, without colours",
  ]

  package var verb: String
  package var text: [String]

  package init(verb: String, text: [String]) {
    self.verb = verb
    self.text = text
  }
}
