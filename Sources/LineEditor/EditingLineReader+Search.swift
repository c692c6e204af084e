/// Ctrl-R and Ctrl-S: a search in the history that shows its matches while one types.
extension EditingLineReader {
  func searchHistory(_ direction: HistorySearch.Direction) -> EditResult {
    let saved = libedit.buffer
    let place = navigation?.shown == saved.text ? navigation?.index : nil
    var search = HistorySearch(in: history, from: place ?? history.count, direction)
    defer { overlay = nil }
    while true {
      overlay = search.rows(limit: 5)
      let shown = search.match.map { LineBuffer(text: $0, cursor: $0.count) } ?? saved
      if shown != libedit.buffer { libedit.replace(with: shown) }
      guard let key = libedit.nextKey() else { return .end }
      switch key {
      case Control.r, Key.up.rawValue: search.move(.older)
      case Control.s, Key.down.rawValue: search.move(.newer)
      case Control.delete, Control.backspace: search.deleteBackward()
      case Key.paste.rawValue: search.type(pendingPaste)
      case Control.escape: return .changed
      case Control.g:
        libedit.replace(with: saved)
        return .changed
      case 0x20..<0x7F, 0xA0...:
        if let scalar = Unicode.Scalar(key) { search.type(String(Character(scalar))) }
      default:
        putBack(key)
        return .changed
      }
    }
  }
}
