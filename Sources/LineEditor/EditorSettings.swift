/// What the user's environment says about editing.
package struct EditorSettings: Sendable, Equatable {
  /// The name that a `program:` prefix in the editrc means.
  package var program: String
  /// libedit's own settings file; nil for none.
  package var editrcPath: String?
  /// Nil leaves it to the editrc; emacs if that does not say.
  package var keymap: Keymap?
  /// A shell command that edits the file given as its argument.
  package var externalEditor: String
  /// Where the file for the external editor is made.
  package var temporaryDirectory: String
  /// For the programs that the editor starts.
  package var environment: [String: String]

  /// Looks at `EDITRC`, `HOME`, `VISUAL`, `EDITOR` and `TMPDIR`.
  package init(program: String, environment: [String: String]) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    self.program = program
    editrcPath = value("EDITRC") ?? value("HOME").map { $0 + "/.editrc" }
    keymap = nil
    externalEditor = value("VISUAL") ?? value("EDITOR") ?? "vi"
    temporaryDirectory = value("TMPDIR") ?? "/tmp"
    self.environment = environment
  }
}
