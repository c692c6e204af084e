/// Why a line failed.
package struct ErrorRecord: ReplyRecord {
  package static let name = "error"
  package static let summary = "Why a line failed; standard error has it in words."
  package static let members = [
    "message": "what failed, on what and why", "hint": "what to try",
  ]

  package var message: String
  package var hint: String?

  package init(message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
