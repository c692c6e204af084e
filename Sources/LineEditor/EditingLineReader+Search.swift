/// Ctrl-R and Ctrl-S, `/` and `?`: a search in the history that shows its matches while one types.
extension EditingLineReader {
  /// A search that was ended, for the keys that repeat it.
  struct EndedSearch {
    let query: String
    let direction: HistorySearch.Direction
  }

  /// Searches until a key ends it, which then does its own work.
  ///
  /// Enter runs the line that was found, except in vi's command mode, where `/` and `?` only look for
  /// it. Without a word the last search is repeated.
  func searchHistory(
    _ direction: HistorySearch.Direction, isViCommand: Bool = false
  ) -> EditResult {
    let saved = libedit.buffer
    var search = HistorySearch(in: history, from: place(of: saved), direction)
    defer { end(search, begunAt: saved) }
    while true {
      overlay = { [search] _, _ in search.rows(limit: 5) }
      show(search, begunAt: saved)
      guard let key = libedit.nextKey() else { return .end }
      switch key {
      case Control.r, Key.up.rawValue: goOn(&search, .older)
      case Control.s, Key.down.rawValue: goOn(&search, .newer)
      case Control.delete, Control.backspace: search.deleteBackward()
      case Key.paste.rawValue: search.type(pendingPaste)
      case Control.escape where libedit.keymap == .vi || isEscapeAlone: return .changed
      case Control.g:
        libedit.replace(with: saved)
        return .changed
      case Control.carriageReturn where isViCommand, Control.newline where isViCommand:
        if search.query.isEmpty { goOn(&search, direction) }
        show(search, begunAt: saved)
        return .changed
      case 0x20..<0x7F, 0xA0...:
        if let scalar = Unicode.Scalar(key) { search.type(String(Character(scalar))) }
      default:
        putBack(key)
        return .changed
      }
    }
  }

  /// `n` and `N` of vi's command mode: the next match of the last search, in its direction or back.
  func searchAgain(_ turn: (HistorySearch.Direction) -> HistorySearch.Direction) -> EditResult {
    guard let lastSearch else { return .refused }
    let buffer = libedit.buffer
    var search = HistorySearch(
      in: history, from: place(of: buffer), turn(lastSearch.direction))
    search.type(lastSearch.query)
    guard let match = search.match, match != buffer.text else { return .refused }
    show(search, begunAt: buffer)
    walk(from: buffer, to: search)
    return .changed
  }

  /// Where the walk through the history stands if it shows the line, else behind the newest entry.
  private func place(of line: LineBuffer) -> Int {
    navigation.flatMap { $0.shown == line.text ? $0.index : nil } ?? history.count
  }

  private func show(_ search: HistorySearch, begunAt saved: LineBuffer) {
    let shown = search.match.map { LineBuffer(text: $0, cursor: $0.count) } ?? saved
    if shown != libedit.buffer { libedit.replace(with: shown) }
  }

  private func goOn(_ search: inout HistorySearch, _ direction: HistorySearch.Direction) {
    if search.query.isEmpty, let lastSearch {
      search.type(lastSearch.query)
    } else {
      search.move(direction)
    }
  }

  private func end(_ search: HistorySearch, begunAt saved: LineBuffer) {
    overlay = nil
    guard !search.query.isEmpty else { return }
    lastSearch = EndedSearch(query: search.query, direction: search.direction)
    if search.match == libedit.buffer.text { walk(from: saved, to: search) }
  }

  /// Up and Down go on from what was found, and back to the line before the search.
  private func walk(from line: LineBuffer, to search: HistorySearch) {
    guard let index = search.place else { return }
    let typed = navigation.flatMap { $0.shown == line.text ? $0.typed : nil } ?? line.text
    navigation = HistoryNavigation(from: typed, at: index, in: history)
  }
}
