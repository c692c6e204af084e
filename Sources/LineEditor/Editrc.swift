internal import CEditline

/// The lines of the user's editrc, made fit for our keys.
///
/// Reading it ourselves has two reasons: `bind -v` and `bind -e` reset the whole keymap, ours
/// included, so the mode comes first; and a binding of an escape sequence would make ESC a lead-in.
struct Editrc {
  /// Nil when the file does not choose one.
  private(set) var keymap: Keymap?
  /// Lines for libedit.
  private(set) var lines: [[String]] = []
  /// See `KeyDecoder.userKeys`.
  private(set) var userKeys: [String: UInt32] = [:]

  /// Empty when there is no such file.
  init(path: String?) {
    self.init(text: String(decoding: path.flatMap(readFile) ?? [], as: UTF8.self))
  }

  init(text: String) {
    for line in text.split(separator: "\n") {
      let words = Editrc.words(of: String(line))
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      switch words.dropFirst().first {
      case "-v" where first.hasSuffix("bind"): keymap = .vi
      case "-e" where first.hasSuffix("bind"): keymap = .emacs
      default: lines.append(withPrivateKey(Editrc.with(Editrc.substitutes, words)))
      }
    }
  }

  /// libedit's tokenizer knows its quoting.
  private static func words(of line: String) -> [String] {
    guard let tokenizer = tok_init(nil) else { return [] }
    defer { tok_end(tokenizer) }
    var count: Int32 = 0
    var words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    guard tok_str(tokenizer, line, &count, &words) == 0, let words else { return [] }
    return (0..<Int(count)).compactMap { words[$0].map { String(cString: $0) } }
  }

  /// What does the work here of libedit's functions that cannot.
  ///
  /// libedit has no history and no display here: some of its functions do nothing, some crash. It
  /// loses its mark when a line grows, and its prompt for commands crashes on an open quote.
  private static let substitutes = [
    "ed-prev-history": "line-up", "ed-next-history": "line-down",
    "ed-search-prev-history": "line-up", "ed-search-next-history": "line-down",
    "ed-prev-line": "line-up", "ed-next-line": "line-down",
    "em-inc-search-prev": "line-search", "em-inc-search-next": "line-search-forward",
    "vi-search-prev": "line-vi-search", "vi-search-next": "line-vi-search-forward",
    "vi-repeat-search-next": "line-search-again", "vi-repeat-search-prev": "line-search-back",
    "vi-history-word": "line-last-word", "vi-histedit": "line-edit", "vi-redo": "line-repeat",
    "vi-undo-line": "line-nothing", "ed-command": "line-nothing",
    "em-set-mark": "line-nothing", "em-exchange-mark": "line-nothing",
    "em-kill-region": "line-nothing", "em-copy-region": "line-nothing",
    "ed-clear-screen": "line-clear-screen", "ed-newline": "line-accept",
  ]

  /// What deletes into a ring that Ctrl-Y and Alt-Y insert from, see `KillRing`.
  private static let emacsSubstitutes = [
    "ed-delete-prev-word": "line-kill-word-left", "em-delete-next-word": "line-kill-word-right",
    "vi-kill-line-prev": "line-kill-start", "ed-kill-line": "line-kill-end",
    "em-kill-line": "line-kill-all", "em-yank": "line-yank",
  ]

  /// Whether keys are bound to keys.
  var hasMacros: Bool { lines.contains { $0.contains("-s") } }

  /// Lines for libedit, after our own bindings.
  func lines(for keymap: Keymap) -> [[String]] {
    keymap == .vi || hasMacros ? lines : lines.map { Editrc.with(Editrc.emacsSubstitutes, $0) }
  }

  private static func with(_ substitutes: [String: String], _ words: [String]) -> [String] {
    guard let last = words.last, let substitute = substitutes[last], words.count > 2,
      !words.contains("-s")
    else { return words }
    return words.dropLast() + [substitute]
  }

  /// `bind "\e[15~" function` binds a private key, which the decoder makes of that sequence.
  private mutating func withPrivateKey(_ words: [String]) -> [String] {
    guard words.count > 2,
      let position = words.indices.dropFirst().first(where: { !words[$0].hasPrefix("-") })
    else { return words }
    let key = words[position]
    let lead = ["\\e", "^["].first { key.hasPrefix($0 + "[") || key.hasPrefix($0 + "O") }
    guard let lead, userKeys.count < Key.userKeys.count else { return words }
    let scalar = Key.userKeys.upperBound - UInt32(userKeys.count)
    userKeys[String(key.dropFirst(lead.count))] = scalar
    var words = words
    words[position] = Key.bindName(of: scalar)
    return words
  }
}
