/// What only a person at a terminal needs from outside: an editor, the system's shell, their settings.
package struct PersonServices: Sendable {
  /// Opens a text in the person's editor and returns it as saved; the suffix names its kind (`.py`).
  ///
  /// - Throws: `WorkbenchError` when there is no editor or no terminal.
  package var edit: @Sendable (_ text: String, _ suffix: String) async throws -> String
  /// Runs a command in the system's shell on the person's terminal and returns its status.
  ///
  /// - Throws: `WorkbenchError` when no shell can be started.
  package var shell: @Sendable (_ command: String) async throws -> Int
  /// Runs a command in the system's shell with a text as its standard input; returns its status.
  ///
  /// - Throws: `WorkbenchError` when it cannot be started, `FileError` when the text cannot be handed over.
  package var pipe: @Sendable (_ command: String, _ text: String) async throws -> Int
  /// The script of the user's own settings, which `set --save` writes to.
  package var userSettings: String

  package init(
    edit: @escaping @Sendable (_ text: String, _ suffix: String) async throws -> String,
    shell: @escaping @Sendable (_ command: String) async throws -> Int,
    pipe: @escaping @Sendable (_ command: String, _ text: String) async throws -> Int = { _, _ in
      throw WorkbenchError("this koderz cannot start programs", hint: nil)
    },
    userSettings: String = ""
  ) {
    self.edit = edit
    self.shell = shell
    self.pipe = pipe
    self.userSettings = userSettings
  }
}
