internal import Glibc

/// What can be done with the terminal, if there is one.
package struct TerminalCapabilities: Sendable, Equatable {
  /// Lines can be edited: input and output are terminals, and not dumb ones.
  package var canEdit: Bool
  /// Output may hold cursor motion: it is a terminal, and not a dumb one.
  package var canDraw: Bool
  /// Output may hold colours: it can be drawn on and `NO_COLOR` is not set.
  package var usesColour: Bool
  /// Somebody sits there: input and output are terminals, dumb or not.
  package var isInteractive: Bool

  /// Capabilities as given; for tests and for options that override what was found.
  package init(canEdit: Bool, canDraw: Bool, usesColour: Bool, isInteractive: Bool) {
    self.canEdit = canEdit
    self.canDraw = canDraw
    self.usesColour = usesColour
    self.isInteractive = isInteractive
  }

  /// Looks at the standard streams and at `TERM` and `NO_COLOR`.
  ///
  /// **Source**: https://no-color.org
  package init(environment: [String: String]) {
    let output = isatty(STDOUT_FILENO) == 1
    let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
    isInteractive = output && isatty(STDIN_FILENO) == 1
    canEdit = isInteractive && !isDumb
    canDraw = output && !isDumb
    usesColour = canDraw && environment["NO_COLOR", default: ""].isEmpty
  }
}

/// Makes the C library read text as UTF-8; call it once, first thing in the program.
///
/// libedit drops every non-ASCII key in another locale. Only the character type is set: the numeric
/// category would change how C prints and reads numbers.
package func useUTF8Locale() {
  if setlocale(LC_CTYPE, "") != nil, String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" {
    return
  }
  for name in ["C.UTF-8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil { return }
}
