internal import Glibc

/// The signals that the console handles.
enum Signal {
  static let interrupt = SIGINT
  static let suspend = SIGTSTP
  static let resume = SIGCONT
  static let resize = SIGWINCH

  /// SIGPIPE is in the list so that a reader that is gone is an error of `write`, not our end; its
  /// handler, unlike ignoring it, is not inherited by the programs we start.
  static let always = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE]
  static let onTerminal = [SIGTSTP, SIGCONT, SIGWINCH]
}

/// Stops the process, as Ctrl-Z does; returns when it is continued.
///
/// `raise` and not `kill`: a signal for the whole process may be taken by another thread, and this
/// one would run on for a moment.
func stopProcess() { raise(SIGSTOP) }
