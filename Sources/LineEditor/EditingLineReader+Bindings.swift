internal import CEditline

/// The editor's functions by the names that an editrc may bind, and the keys they start on.
extension EditingLineReader {
  private struct Function: Sendable {
    let name: String
    let help: String
    let action: cel_action
  }

  /// Once only: libedit numbers functions in a byte and forgets none.
  func addFunctions() {
    for function in EditingLineReader.functions {
      _ = cel_add_function(libedit.pointer, function.name, function.help, function.action)
    }
  }

  func bindKeys(for keymap: Keymap) {
    for (key, function) in EditingLineReader.keys {
      libedit.bind(key, to: function)
      libedit.bindAlternate(key, to: function)
    }
    switch keymap {
    case .emacs:
      for (key, function) in EditingLineReader.emacsKeys { libedit.bind(key, to: function) }
      // In a macro a deletion that libedit ends would come too late.
      guard !editrc.hasMacros else { return }
      for (key, function) in EditingLineReader.emacsKillKeys { libedit.bind(key, to: function) }
    case .vi:
      libedit.bind(Key.insertMode.bindName, to: "vi-insert")
      libedit.bind("^X^E", to: "line-edit")
      for (key, function) in EditingLineReader.viCommandKeys {
        libedit.bindAlternate(key, to: function)
      }
    }
  }

  private static let keys: KeyValuePairs = [
    "^I": "line-complete", "^R": "line-search", "^M": "line-accept", "^J": "line-accept",
    "^L": "line-clear-screen", "^_": "line-undo", "^P": "line-up", "^N": "line-down",
    "^D": "line-delete-or-end", "^?": "line-backspace", "^H": "line-backspace",
    "^S": "line-search-forward", "^Q": "line-nothing",
    Key.paste.bindName: "line-paste",
    Key.up.bindName: "line-up", Key.down.bindName: "line-down",
    Key.left.bindName: "line-left", Key.right.bindName: "line-right",
    Key.home.bindName: "line-home", Key.end.bindName: "line-end",
    Key.delete.bindName: "line-delete", Key.insertNewline.bindName: "line-newline",
    Key.wordLeft.bindName: "ed-prev-word", Key.wordRight.bindName: "line-word-right",
    Key.deleteWord.bindName: "em-delete-next-word", Key.accept.bindName: "ed-newline",
    Key.nextWord.bindName: "em-next-word", Key.backTab.bindName: "line-nothing",
  ]

  // Some of libedit's own functions must not be reached, see `Editrc.substitutes`; here are the keys
  // that it binds them to.
  private static let emacsKeys: KeyValuePairs = [
    "^[x": "line-nothing", "^[X": "line-nothing", "^@": "line-nothing", "^X^X": "line-nothing",
    "^[w": "line-nothing", "^[W": "line-nothing",
    "^[p": "line-up", "^[P": "line-up", "^[n": "line-down", "^[N": "line-down",
    "^B": "line-left", "^F": "line-right", "^A": "line-home", "^E": "line-end",
    "^X^E": "line-edit", "^X^U": "line-undo", "^[.": "line-last-word", "^[_": "line-last-word",
    "^U": "vi-kill-line-prev", "^W": "ed-delete-prev-word",
    "^[<": "line-oldest", "^[>": "line-newest",
  ]

  private static let emacsKillKeys: KeyValuePairs = [
    "^U": "line-kill-start", "^K": "line-kill-end", "^W": "line-kill-word-left",
    "^[^?": "line-kill-word-left", "^[^H": "line-kill-word-left",
    "^[d": "line-kill-word-right", "^[D": "line-kill-word-right",
    Key.deleteWord.bindName: "line-kill-word-right",
    Key.deleteWordLeft.bindName: "ed-delete-prev-word",
    Key.deleteWordRight.bindName: "em-delete-next-word",
    "^Y": "line-yank", "^[y": "line-yank-older", "^[Y": "line-yank-older",
  ]

  private static let viCommandKeys: KeyValuePairs = [
    ":": "line-nothing", "U": "line-nothing", "_": "line-last-word",
    "k": "line-up", "K": "line-up", "-": "line-up",
    "j": "line-down", "J": "line-down", "+": "line-down",
    "v": "line-edit", "/": "line-vi-search", "?": "line-vi-search-forward", ".": "line-repeat",
    "n": "line-search-again", "N": "line-search-back",
    "$": "line-vi-end", "^E": "line-vi-end", #"\^"#: "line-vi-start", "^A": "line-vi-start",
    Key.endOfLine.bindName: "ed-move-to-end", Key.startOfText.bindName: "ed-move-to-beg",
    Key.repeatChange.bindName: "vi-redo",
  ]

  private static let functions = [
    Function(name: "line-accept", help: "Run the input when it is complete, else a new line") {
      pointer, _ in perform(pointer) { $0.accept() }
    },
    Function(name: "line-newline", help: "Open a new line of the same input") {
      pointer, _ in perform(pointer) { $0.insert("\n") }
    },
    Function(name: "line-paste", help: "Insert a bracketed paste") {
      pointer, _ in perform(pointer) { $0.insertPaste() }
    },
    Function(name: "line-complete", help: "Complete the word before the cursor") {
      pointer, _ in perform(pointer) { $0.completeWord() }
    },
    Function(name: "line-search", help: "Search the history") {
      pointer, _ in perform(pointer) { $0.searchHistory(.older) }
    },
    Function(name: "line-search-forward", help: "Search the history towards newer entries") {
      pointer, _ in perform(pointer) { $0.searchHistory(.newer) }
    },
    Function(name: "line-vi-search", help: "Find a line of the history, and do not run it") {
      pointer, _ in perform(pointer) { $0.searchHistory(.older, isViCommand: true) }
    },
    Function(name: "line-vi-search-forward", help: "Find a newer line of the history") {
      pointer, _ in perform(pointer) { $0.searchHistory(.newer, isViCommand: true) }
    },
    Function(name: "line-search-again", help: "Repeat the last search") {
      pointer, _ in perform(pointer) { $0.searchAgain { $0 } }
    },
    Function(name: "line-search-back", help: "Repeat the last search in the other direction") {
      pointer, _ in perform(pointer) { $0.searchAgain(\.opposite) }
    },
    Function(name: "line-last-word", help: "Insert the last word of an entry, then of older ones") {
      pointer, _ in perform(pointer) { $0.insertLastWord() }
    },
    Function(name: "line-up", help: "Previous line or history entry") {
      pointer, _ in perform(pointer) { $0.moveVertically(-1) }
    },
    Function(name: "line-down", help: "Next line or history entry") {
      pointer, _ in perform(pointer) { $0.moveVertically(1) }
    },
    Function(name: "line-oldest", help: "Oldest history entry") {
      pointer, _ in perform(pointer) { $0.jumpInHistory(-1) }
    },
    Function(name: "line-newest", help: "The line that one typed before the history's") {
      pointer, _ in perform(pointer) { $0.jumpInHistory(1) }
    },
    Function(name: "line-kill-word-left", help: "Delete the word before the cursor, for a yank") {
      pointer, _ in perform(pointer) { $0.killWord(.left) }
    },
    Function(name: "line-kill-word-right", help: "Delete the word at the cursor, for a yank") {
      pointer, _ in perform(pointer) { $0.killWord(.right) }
    },
    Function(name: "line-kill-start", help: "Delete to the start of the input, for a yank") {
      pointer, _ in perform(pointer) { $0.killLine(.left) }
    },
    Function(name: "line-kill-end", help: "Delete to the end of the input, for a yank") {
      pointer, _ in perform(pointer) { $0.killLine(.right) }
    },
    Function(name: "line-kill-all", help: "Delete the input, for a yank") {
      pointer, _ in perform(pointer) { $0.killAll() }
    },
    Function(name: "line-yank", help: "Insert what was deleted last") {
      pointer, _ in perform(pointer) { $0.yank() }
    },
    Function(name: "line-yank-older", help: "Insert what was deleted before that instead") {
      pointer, _ in perform(pointer) { $0.yankOlder() }
    },
    Function(name: "line-left", help: "Back one character") {
      pointer, _ in perform(pointer) { $0.moveLeft() }
    },
    Function(name: "line-right", help: "Forward one character, or take the suggestion") {
      pointer, _ in perform(pointer) { $0.moveRight() }
    },
    Function(name: "line-word-right", help: "Forward one word, also of the suggestion") {
      pointer, _ in perform(pointer) { $0.moveWordRight() }
    },
    Function(name: "line-home", help: "Start of the line") {
      pointer, _ in perform(pointer) { $0.moveHome() }
    },
    Function(name: "line-end", help: "End of the line, or take the suggestion") {
      pointer, _ in perform(pointer) { $0.moveEnd() }
    },
    Function(name: "line-backspace", help: "Delete the character before the cursor") {
      pointer, _ in perform(pointer) { $0.deleteBackward() }
    },
    Function(name: "line-delete", help: "Delete the character at the cursor") {
      pointer, _ in perform(pointer) { $0.deleteForward() }
    },
    Function(name: "line-delete-or-end", help: "Delete, or end of input on an empty line") {
      pointer, _ in perform(pointer) { $0.deleteOrEnd() }
    },
    Function(name: "line-clear-screen", help: "Clear the screen") {
      pointer, _ in perform(pointer) { $0.clearScreen() }
    },
    Function(name: "line-undo", help: "Undo the last change") {
      pointer, _ in perform(pointer) { $0.undoChange() }
    },
    Function(name: "line-edit", help: "Edit the input in $VISUAL or $EDITOR") {
      pointer, _ in perform(pointer) { $0.editExternally() }
    },
    Function(name: "line-vi-end", help: "End of the line, also for an operator") {
      pointer, _ in perform(pointer) { $0.moveToViEnd() }
    },
    Function(name: "line-vi-start", help: "First letter of the line, also for an operator") {
      pointer, _ in perform(pointer) { $0.moveToViStart() }
    },
    Function(name: "line-repeat", help: "Repeat the last change") {
      pointer, _ in perform(pointer) { $0.repeatChange() }
    },
    Function(name: "line-nothing", help: "Do nothing") { _, _ in UInt8(CC_NORM) },
  ]
}

/// Runs one of the editor's functions, on its thread, which is where libedit calls from.
private func perform(
  _ pointer: OpaquePointer?, _ body: @Sendable (isolated EditingLineReader) -> EditResult
) -> UInt8 {
  lineEditor(of: pointer).assumeIsolated { body($0).code }
}

/// What an editing function tells libedit.
enum EditResult: Sendable {
  /// Nothing that libedit must know.
  case done
  /// The line or the cursor changed.
  case changed
  /// Nothing could be done: libedit beeps.
  case refused
  /// Done, with a bell.
  case beep
  /// Reading ends.
  case end
  /// Another key does the work, with the same count and operator.
  case passedOn

  fileprivate var code: UInt8 {
    switch self {
    case .done: UInt8(CC_NORM)
    case .changed: UInt8(CC_REFRESH)
    case .refused: UInt8(CC_ERROR)
    case .beep: UInt8(CC_REFRESH_BEEP)
    case .end: UInt8(CC_EOF)
    case .passedOn: UInt8(CC_ARGHACK)
    }
  }
}
