import Experiments
import Synchronization

/// How things are shown, as the settings say.
package struct Presentation: Sendable, Hashable {
  /// How a diff stands.
  package enum DiffStyle: String, Sendable, Hashable, CaseIterable {
    /// In two columns where the window has room for them.
    case auto
    case unified
    case sideBySide = "side-by-side"
  }

  package var theme: Theme
  package var diff: DiffStyle
  package var stream: StageDisplay.Stream

  package init(
    theme: Theme = .standard, diff: DiffStyle = .unified, stream: StageDisplay.Stream = .fold
  ) {
    self.theme = theme
    self.diff = diff
    self.stream = stream
  }

  init(_ settings: Settings) {
    self.init(
      theme: .named(settings["theme"]), diff: DiffStyle(rawValue: settings["diff"]) ?? .auto,
      stream: StageDisplay.Stream(rawValue: settings["stream"]) ?? .fold)
  }
}

/// The presentation of the day; a class because output and shell share it.
package final class PresentationBox: Sendable {
  private let value = Mutex(Presentation())

  package init() {}

  package var current: Presentation { value.withLock { $0 } }

  /// Takes over what the settings say now.
  package func update(from settings: Settings) {
    let new = Presentation(settings)
    value.withLock { $0 = new }
  }
}
