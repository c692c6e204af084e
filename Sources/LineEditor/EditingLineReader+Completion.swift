/// Tab: what all candidates share is inserted at once; then a menu under the line, through which
/// Tab and the arrows walk, Escape and Ctrl-G go back and any other key goes on.
extension EditingLineReader {
  func completeWord() -> EditResult {
    let buffer = libedit.buffer
    let completion = hooks.complete(String(buffer.beforeCursor))
    guard let first = completion.candidates.first else {
      message = "no completion"
      return .beep
    }
    let typed = String(buffer.beforeCursor.suffix(completion.replacedCount))
    if completion.candidates.count == 1 {
      replaceBeforeCursor(typed, with: first.text + first.suffix)
    } else if completion.commonPrefix.count > typed.count {
      replaceBeforeCursor(typed, with: completion.commonPrefix)
    } else {
      return choose(from: completion.candidates, typed: typed)
    }
    return .changed
  }

  private func choose(from candidates: [MenuItem], typed: String) -> EditResult {
    var menu = CompletionMenu(candidates)
    defer { overlay = nil }
    while true {
      overlay = { [menu] in menu.rows(width: $0, height: $1) }
      guard let key = libedit.nextKey() else { return .end }
      let shown = menu.choice?.text ?? typed
      switch key {
      case Control.tab, Key.down.rawValue: menu.move(by: 1)
      case Key.backTab.rawValue, Key.up.rawValue: menu.move(by: -1)
      default: return leave(menu, with: key, typed: typed)
      }
      replaceBeforeCursor(shown, with: menu.choice?.text ?? typed)
    }
  }

  private func leave(_ menu: CompletionMenu, with key: UInt32, typed: String) -> EditResult {
    switch (menu.choice, key) {
    case (let choice, _) where goesBack(key):
      if let choice { replaceBeforeCursor(choice.text, with: typed) }
    case (let choice?, Control.carriageReturn), (let choice?, Control.newline):
      libedit.insert(choice.suffix)
    default: putBack(key)
    }
    return .changed
  }

  /// With vi keys Escape takes the choice and goes to command mode.
  private func goesBack(_ key: UInt32) -> Bool {
    key == Control.g
      || (key == Control.escape && isEscapeAlone && libedit.keymap == .emacs)
  }

  private func replaceBeforeCursor(_ old: String, with new: String) {
    var buffer = libedit.buffer
    buffer.deleteBackward(old.count)
    libedit.replace(with: buffer)
    libedit.insert(new)
  }
}
