/// Who owns the terminal and what a signal means then: the console's decisions, without any I/O.
///
/// **Transitions**: idle → editing or reading → idle → running → idle. A signal between two phases
/// is kept for the next one.
struct ConsoleState {
  enum Phase {
    /// Between a line and its command, or after it.
    case idle
    /// The line editor draws; whatever is printed is mail for it.
    case editing
    /// Lines come from a pipe or a dumb terminal; printing goes straight out.
    ///
    /// The prompt, empty on a pipe, is shown again below what was printed.
    case reading(prompt: String)
    /// A command runs; the closure cancels it.
    case running(cancel: @Sendable () -> Void)
  }

  /// For the reader of the next line.
  enum Mail: Equatable {
    case text(String, OutputStream)
    case signal(Int32)
  }

  /// What the shell around the state has to do.
  enum Action {
    case nothing
    /// There is mail.
    case wake
    case cancel(@Sendable () -> Void)
    /// The command was cancelled before and still runs: say how to get away from it.
    case remind
    /// Restore the terminal and leave the process with this status.
    case leave(status: Int32)
    /// The process is ending: the caller must not continue.
    case halt
    /// Ctrl-Z while no editor draws.
    case suspend
    /// Back from Ctrl-Z: others have changed the terminal's modes.
    case resume
  }

  /// A second interrupt within this time leaves.
  static let leaveWindow = Duration.seconds(2)

  private(set) var phase = Phase.idle
  private(set) var mail: [Mail] = []
  /// SIGTERM, SIGHUP or SIGQUIT once it has come.
  private(set) var stop: Int32?
  /// The process is ending, with the terminal restored: it may not be taken again.
  private(set) var isLeaving = false
  /// Interrupts since the last line was accepted.
  private var interrupts = 0
  private var lastInterrupt: ContinuousClock.Instant?
  /// When the last command was interrupted; nil when it was not.
  private var commandInterrupted: ContinuousClock.Instant?
  /// The last command was interrupted: what was typed after its line is not meant any more.
  private(set) var dropsTypeAhead = false

  mutating func post(_ text: String, to stream: OutputStream) { mail.append(.text(text, stream)) }

  mutating func takeMail() -> [Mail] {
    defer { mail = [] }
    return mail
  }

  /// Begins to read a line.
  mutating func beginInput(_ phase: Phase) -> Action {
    guard !isLeaving else { return .halt }
    self.phase = phase
    interrupts = 0
    guard let stop else { return .nothing }
    mail.append(.signal(stop))
    return .wake
  }

  /// The line is accepted; late mail is returned to be printed, and a late Ctrl-C is kept for the
  /// command that comes next.
  mutating func endInput() -> [Mail] {
    phase = .idle
    dropsTypeAhead = false
    let late = takeMail()
    interrupts += late.count { $0 == .signal(Signal.interrupt) }
    return late
  }

  /// Begins a command; cancels it at once if it was interrupted before it began.
  mutating func beginCommand(cancel: @escaping @Sendable () -> Void) -> Action {
    phase = .running(cancel: cancel)
    commandInterrupted = nil
    return interrupts > 0 || stop != nil ? .cancel(cancel) : .nothing
  }

  mutating func endCommand() {
    phase = .idle
    dropsTypeAhead = interrupts > 0
    commandInterrupted = interrupts > 0 ? lastInterrupt : nil
    interrupts = 0
    lastInterrupt = nil
  }

  /// Whether an interrupt now is the second within the time that leaves, its command having stopped.
  func isSecondInterrupt(at now: ContinuousClock.Instant) -> Bool {
    commandInterrupted.map { now - $0 <= ConsoleState.leaveWindow } ?? false
  }

  /// The interrupts that have come were meant for another program.
  mutating func discardInterrupts() {
    interrupts = 0
    commandInterrupted = nil
    mail.removeAll { $0 == .signal(Signal.interrupt) }
  }

  mutating func receive(_ signal: Int32, at now: ContinuousClock.Instant) -> Action {
    switch signal {
    case Signal.interrupt: interrupt(at: now)
    case Signal.suspend, Signal.resume, Signal.resize: jobControl(signal)
    default: terminate(signal)
    }
  }

  private mutating func interrupt(at now: ContinuousClock.Instant) -> Action {
    switch phase {
    case .editing, .reading:
      mail.append(.signal(Signal.interrupt))
      return .wake
    case .idle:
      interrupts += 1
      lastInterrupt = now
      return .nothing
    case .running(let cancel):
      interrupts += 1
      defer { lastInterrupt = now }
      if let lastInterrupt, now - lastInterrupt <= ConsoleState.leaveWindow {
        return leave(by: Signal.interrupt)
      }
      return interrupts == 1 ? .cancel(cancel) : .remind
    }
  }

  private mutating func leave(by signal: Int32) -> Action {
    isLeaving = true
    return .leave(status: 128 + signal)
  }

  private mutating func jobControl(_ signal: Int32) -> Action {
    switch (phase, signal) {
    case (.editing, _):
      mail.append(.signal(signal))
      return .wake
    case (_, Signal.suspend): return .suspend
    case (_, Signal.resume): return .resume
    default: return .nothing
    }
  }

  private mutating func terminate(_ signal: Int32) -> Action {
    let isRepeated = stop != nil
    stop = stop ?? signal
    switch phase {
    case .editing, .reading:
      mail.append(.signal(signal))
      return .wake
    case .idle: return .nothing
    case .running(let cancel): return isRepeated ? leave(by: signal) : .cancel(cancel)
    }
  }
}
