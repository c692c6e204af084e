package import Presentation
package import Runs
import Synchronization

/// The style of the day; a class because output and shell share it.
package final class DisplayStyleBox: Sendable {
  private let value = Mutex(DisplayStyle())

  package init() {}

  package var current: DisplayStyle { value.withLock { $0 } }

  /// Takes over what the settings say now.
  package func update(from settings: Settings) {
    let new = DisplayStyle(settings)
    value.withLock { $0 = new }
  }
}

extension DisplayStyle {
  /// What the settings say; a word that is no choice counts as the usual one.
  init(_ settings: Settings) {
    self.init(
      theme: .named(settings["theme"]), diff: DiffStyle(rawValue: settings["diff"]) ?? .auto,
      stream: StreamStyle(rawValue: settings["stream"]) ?? .fold)
  }
}
