/// The home folder in a path, as a shell's `~/` writes it.
package enum HomeFolder {
  /// The path with `home` in the place of the `~` that it begins with; unchanged where there is none.
  package static func expanded(_ path: String, home: String?) -> String {
    guard path.hasPrefix("~/"), let home, !home.isEmpty else { return path }
    return home + path.dropFirst()
  }
}
