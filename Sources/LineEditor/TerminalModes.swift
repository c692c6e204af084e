internal import Glibc

/// How the terminal treats keys.
enum TerminalMode: Equatable {
  /// As found: for programs we start, and when we leave.
  case original
  /// While our own command runs: Ctrl-C and Ctrl-Z are signals; nothing is echoed, and nothing is
  /// cooked either: in canonical mode a Ctrl-D typed ahead is swallowed by the line discipline.
  case running
  /// While a line is edited: as running, and every other key reaches us too (Ctrl-V, Ctrl-O). So does
  /// Ctrl-C: as a signal it would overtake the keys before it and be overtaken by those behind it.
  case editing
}

/// `_POSIX_VDISABLE`, which is a macro that Swift does not see.
private let disabledKey: UInt8 = 0

/// The modes of the real terminal; libedit has a private one and no say here.
struct TerminalModes: Sendable {
  private let descriptor: Int32
  private let original: termios?

  /// Remembers the modes as they are now.
  init(of descriptor: Int32) {
    self.descriptor = descriptor
    var modes = termios()
    original = tcgetattr(descriptor, &modes) == 0 ? modes : nil
  }

  /// The key that interrupts: Ctrl-C, unless the user's `stty intr` says otherwise.
  var interruptKey: UInt8 {
    let key = original.map { modes in
      withUnsafeBytes(of: modes.c_cc) { $0[Int(VINTR)] }
    }
    return key.flatMap { $0 == disabledKey ? nil : $0 } ?? 0x03
  }

  /// Sets the modes, if there is a terminal: `atOnce`, or when what was written is shown.
  func apply(_ mode: TerminalMode, atOnce: Bool = false) {
    guard var modes = original else { return }
    if mode != .original {
      modes.c_lflag &= ~tcflag_t(ECHO | ICANON)
      modes.c_lflag |= tcflag_t(ISIG)
      // Without IXON off, Ctrl-S would freeze the prompt.
      modes.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR)
      modes.c_oflag |= tcflag_t(OPOST | ONLCR)
      withUnsafeMutableBytes(of: &modes.c_cc) {
        $0[Int(VMIN)] = 1
        $0[Int(VTIME)] = 0
      }
    }
    if mode == .editing {
      modes.c_lflag &= ~tcflag_t(IEXTEN)
      withUnsafeMutableBytes(of: &modes.c_cc) { $0[Int(VINTR)] = disabledKey }
    }
    while tcsetattr(descriptor, atOnce ? TCSANOW : TCSADRAIN, &modes) < 0 && errno == EINTR {}
  }
}

/// Columns and rows of a terminal; 80 × 24 when it does not say.
func terminalSize(of descriptor: Int32) -> (width: Int, height: Int) {
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
    return (80, 24)
  }
  return (Int(size.ws_col), Int(size.ws_row))
}
