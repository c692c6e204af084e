internal import CEditline
internal import Glibc

/// Reads lines on a terminal: libedit edits, this decodes the keys and paints.
///
/// The actor has a thread of its own until the process ends, because libedit blocks while it waits
/// for keys. One editor per process: the signal handlers and libedit's bell are the process's.
package actor EditingLineReader: LineReader {
  private let executor: ThreadExecutor
  let console: Console
  let settings: EditorSettings
  let hooks: EditorHooks
  let historyFile: HistoryFile?
  let libedit: Libedit
  let editrc: Editrc

  var painter: Painter
  var decoder = KeyDecoder()
  /// Keys that have come and were not handled, also from before the line began.
  var queue: [KeyEvent] = []
  /// The queue holds only what was pressed behind the Ctrl-C that interrupts the command.
  var keepsTypeAhead = false
  /// The text of the paste that is being passed to libedit.
  var pendingPaste = ""

  var prompt: Prompt = ""
  /// How reading ends, once that is known.
  ///
  /// Some libedit functions swallow the failure of the key source, so it goes on failing while this
  /// is set.
  var outcome: ReadResult?
  /// The entries, oldest first, with those of this session.
  ///
  /// Read when it is first wanted, at the latest once the first prompt is painted.
  private(set) lazy var history: [String] = historyFile?.load() ?? []
  var navigation: HistoryNavigation?
  var lastSearch: EndedSearch?
  /// The number of the key that last walked the history or moved between lines.
  var lastWalk = 0
  /// Keys that have come; one with Alt counts once.
  var keyCount = 0
  var undo = UndoStack()
  /// The keys of vi's last change are being repeated.
  var isRepeating = false
  var killRing = KillRing()
  /// What the last key deletes, as long as the line does not show it yet.
  var pendingKill: Kill?
  var lastKill: SettledKill?
  var lastYank: Yank?
  /// The line as the key for last words made it.
  var lastWord: LastWord?

  /// Rows of a menu or a search under the line, for a window.
  var overlay: ((_ width: Int, _ height: Int) -> [[StyledSpan]])?
  /// Shown under the line until the next key.
  var message: String?
  /// When the keys came that were not painted yet; only if somebody measures.
  var decodedAt: ContinuousClock.Instant?
  /// Whether the signal is still to come that says we go on after we stopped ourselves.
  var isContinuing = false
  var suggestions = Suggestions()
  /// The suggestion after the end of the line.
  var ghost = ""

  /// The editor's own thread.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  private init?(
    console: Console, settings: EditorSettings, hooks: EditorHooks, historyFile: HistoryFile?
  ) {
    guard let libedit = Libedit(program: settings.program) else { return nil }
    self.libedit = libedit
    self.console = console
    self.settings = settings
    self.hooks = hooks
    self.historyFile = historyFile
    editrc = Editrc(path: settings.editrcPath)
    painter = Painter(usesColour: console.capabilities.usesColour)
    executor = ThreadExecutor(name: "line-editor")
  }

  /// An editor with its keys bound.
  ///
  /// **Effects**: reads the editrc; starts a thread.
  /// - Returns: nil when the terminal cannot be edited on, or the editrc says `edit off`; use a
  ///   `PlainLineReader` then.
  package static func start(
    console: Console, settings: EditorSettings, hooks: EditorHooks = EditorHooks(),
    historyFile: HistoryFile? = nil
  ) async -> EditingLineReader? {
    guard console.capabilities.canEdit,
      let editor = EditingLineReader(
        console: console, settings: settings, hooks: hooks, historyFile: historyFile)
    else { return nil }
    return await editor.configure() ? editor : nil
  }

  private func configure() -> Bool {
    installCallbacks()
    addFunctions()
    decoder.userKeys = editrc.userKeys
    decoder.interruptKey = console.modes.interruptKey
    setKeymap(usualKeymap)
    return libedit.isEnabled
  }

  private var usualKeymap: Keymap { settings.keymap ?? editrc.keymap ?? .emacs }

  /// Switches between emacs and vi keys: libedit's own, then ours, then the user's.
  private func setKeymap(_ keymap: Keymap) {
    libedit.keymap = keymap
    bindKeys(for: keymap)
    for line in editrc.lines(for: keymap) { libedit.parse(line) }
  }

  // MARK: Reading a line

  /// Edits one line; when it is accepted, it stays on the screen and goes into the history.
  package func readLine(prompt: Prompt) -> ReadResult {
    begin(prompt)
    let line = libedit.readLine()
    let result = outcome ?? line.map { .line($0) } ?? .endOfInput
    finish(result)
    if case .line(let text) = result, prompt.isRecorded { record(text) }
    return result
  }

  private func begin(_ prompt: Prompt) {
    self.prompt = prompt
    let keymap = prompt.keymap ?? usualKeymap
    if keymap != libedit.keymap { setKeymap(keymap) }
    outcome = nil
    navigation = nil
    lastWord = nil
    pendingKill = nil
    lastKill = nil
    lastYank = nil
    undo = UndoStack()
    overlay = nil
    message = nil
    ghost = ""
    if console.dropsTypeAhead, !keepsTypeAhead { dropTypeAhead() }
    keepsTypeAhead = false
    // Else vi would repeat with the last change all that was typed since, former lines included.
    if keymap == .vi { queue.insert(.scalar(Key.insertMode.rawValue), at: 0) }
    if !prompt.initialText.isEmpty { queue.insert(.paste(prompt.initialText), at: 0) }
    measure()
    let isFreshRow = console.beginInput(.editing)
    console.setMode(.editing)
    // A mark where output ended without a newline.
    let symbol = [StyledSpan("⏎", .reverse)]
      .rendered(usesColour: console.capabilities.usesColour)
    let mark = isFreshRow ? "" : symbol + "\r\n"
    write(mark + ANSI.bracketedPasteOn)
  }

  /// Leaves the line in the scrollback as it was entered.
  private func finish(_ result: ReadResult) {
    overlay = nil
    var frame = plainFrame()
    switch result {
    case .line(let text):
      frame.text = highlighted(text)
      frame.cursor = text.count
    case .interrupted:
      frame.text.append(StyledSpan("^C", .dim))
      frame.cursor = frame.text.plainText.count
    case .endOfInput, .terminated: break
    }
    write(painter.commit(frame) + ANSI.bracketedPasteOff)
    // No command follows a Ctrl-C. Were another to come as a signal before the next line begins, it
    // would be late, and take with it the keys that were pressed behind it.
    if result != .interrupted { console.setMode(.running) }
    console.endInput()
    if case .line = result { sendInterruptBehindLine() }
  }

  /// As the kernel does on Ctrl-C with unread keys.
  func dropTypeAhead() {
    queue = []
    decoder.reset()
  }

  private func record(_ text: String) {
    guard historyFile?.accepts(text) ?? !text.hasPrefix(" ") else { return }
    if history.last != text, !text.isEmpty { history.append(text) }
    do throws(HistoryFileError) {
      try historyFile?.append(text)
    } catch {
      console.printError("history: \(error)")
    }
  }

  func write(_ text: String) { writeAll(STDOUT_FILENO, text) }

  func measure() {
    let size = terminalSize(of: STDOUT_FILENO)
    painter = Painter(
      width: size.width, height: size.height, usesColour: console.capabilities.usesColour)
  }
}
