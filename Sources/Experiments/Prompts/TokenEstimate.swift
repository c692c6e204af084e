/// How many tokens a text will probably be.
package enum TokenEstimate {
  /// One token for every four bytes of UTF-8, rounded up.
  ///
  /// Code and English prose lie within about a fifth of it for the tokenizers of current models;
  /// the counts that servers report are what costs are computed from.
  package static func tokens(_ text: String) -> Int { (text.utf8.count + 3) / 4 }
}
