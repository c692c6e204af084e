/// Earlier states of the line.
///
/// libedit has an undo in vi mode only.
struct UndoStack {
  private var states: [LineBuffer] = []
  private let limit = 500

  /// Remembers the line as it is before a key, if it is not the one remembered last.
  mutating func record(_ buffer: LineBuffer) {
    guard states.last?.text != buffer.text else { return }
    states.append(buffer)
    if states.count > limit { states.removeFirst() }
  }

  /// The state before the last change; nil when there is none.
  mutating func undo(_ current: LineBuffer) -> LineBuffer? {
    while let state = states.popLast() {
      if state.text != current.text { return state }
    }
    return nil
  }
}
