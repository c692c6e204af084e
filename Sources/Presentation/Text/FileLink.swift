/// Links to files as terminals know them: OSC 8.
///
/// **Source**: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
package struct FileLink: Sendable, Hashable {
  private let host: String
  /// What paths are relative to.
  private let folder: String

  package init(host: String, folder: String) {
    self.host = host
    self.folder = folder
  }

  /// Whether a terminal is known to show links, by its own variables.
  package static func isKnown(to environment: [String: String]) -> Bool {
    func has(_ name: String) -> Bool { environment[name]?.isEmpty == false }
    if let forced = environment["FORCE_HYPERLINK"] { return forced != "0" }
    if has("TMUX") || environment["TERM"]?.hasPrefix("screen") == true { return false }
    if has("WT_SESSION") || has("KONSOLE_VERSION") || has("DOMTERM") { return true }
    if let version = environment["VTE_VERSION"].flatMap({ Int($0) }) { return version >= 5000 }
    let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio"]
    if let program = environment["TERM_PROGRAM"], programs.contains(program) { return true }
    let terms = ["xterm-kitty", "foot", "alacritty", "xterm-ghostty", "contour"]
    return terms.contains { environment["TERM"]?.hasPrefix($0) == true }
  }

  /// The text as a link to the file at a path.
  func around(_ text: String, path: String) -> String {
    let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    return "\u{1B}]8;;file://\(host)\(Self.encoded(whole))\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  /// Everything but letters, digits and what paths need, as `%XX`.
  private static func encoded(_ path: String) -> String {
    path.utf8.reduce(into: "") { result, byte in
      let scalar = Unicode.Scalar(byte)
      let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
      if isLetter || "0123456789/-._~".unicodeScalars.contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
  }
}
