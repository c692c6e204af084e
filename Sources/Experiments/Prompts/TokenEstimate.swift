/// How many tokens a text will probably be, by the family of the model that reads it.
///
/// The counts that servers report are what costs are computed from; estimates decide what fits and
/// what a call may cost. How far they were off is kept with every call and shown by `models`.
package struct TokenEstimate: Sendable, Hashable {
  /// A family of tokenizers: `qwen`, `claude`; `general` for models that are in none.
  package var family: String
  /// Bytes of UTF-8 that 100 tokens have, in prompts of code and English prose.
  var bytesPer100: Int

  /// What fits unknown models: four bytes a token.
  package static let general = TokenEstimate(family: "general", bytesPer100: 400)

  /// The families by what the names of their models begin with.
  ///
  /// A smaller vocabulary, or one with fewer words of code, needs more tokens for the same text.
  private static let families: [(prefixes: [String], estimate: TokenEstimate)] = [
    (["gpt-", "o1", "o3", "o4", "chatgpt-"], TokenEstimate(family: "gpt", bytesPer100: 400)),
    (["claude-"], TokenEstimate(family: "claude", bytesPer100: 330)),
    (["qwen", "qwq"], TokenEstimate(family: "qwen", bytesPer100: 370)),
    (
      ["llama3", "llama-3", "llama4", "llama-4"], TokenEstimate(family: "llama3", bytesPer100: 380)
    ),
    (["deepseek"], TokenEstimate(family: "deepseek", bytesPer100: 360)),
    (["gemma"], TokenEstimate(family: "gemma", bytesPer100: 380)),
    (
      ["codellama", "llama2", "llama-2", "mistral", "mixtral", "phi"],
      TokenEstimate(family: "small vocabulary", bytesPer100: 320)
    ),
  ]

  /// The estimate for a model's name, whatever service hosts it.
  package static func of(model: String) -> TokenEstimate {
    let bare = (model.split(separator: "/").last ?? "").lowercased()
    let known = families.first { family in family.prefixes.contains { bare.hasPrefix($0) } }
    return known?.estimate ?? general
  }

  /// Tokens of a text, rounded up.
  package func tokens(_ text: String) -> Int {
    (text.utf8.count * 100 + bytesPer100 - 1) / bytesPer100
  }

  /// Tokens of a text for a model of no known family.
  package static func tokens(_ text: String) -> Int { general.tokens(text) }

  /// The most tokens that messages can be: a token has at least one byte, and a chat's marks around
  /// a message are fewer than 16 tokens.
  package static func bound(_ messages: [Message]) -> Int {
    messages.reduce(0) { $0 + $1.content.utf8.count + 16 }
  }
}
