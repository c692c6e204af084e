/// How things are shown, as the settings say.
package struct DisplayStyle: Sendable, Hashable {
  /// How a diff stands.
  package enum DiffStyle: String, Sendable, Hashable, CaseIterable {
    /// In two columns where the window has room for them.
    case auto
    case unified
    case sideBySide = "side-by-side"
  }

  /// How an answer is shown while it comes.
  package enum StreamStyle: String, Sendable, CaseIterable {
    /// Its last lines, which go away when it is complete; `more` shows it all.
    case fold
    /// All of it, and it stays.
    case full
    /// Only how long it is.
    case off
  }

  package var theme: Theme
  package var diff: DiffStyle
  package var stream: StreamStyle

  package init(
    theme: Theme = .standard, diff: DiffStyle = .unified, stream: StreamStyle = .fold
  ) {
    self.theme = theme
    self.diff = diff
    self.stream = stream
  }
}
