/// Where the output of a verb goes instead of the terminal: `> FILE`, `>> FILE`, `| CMD`.
package enum Redirection: Sendable, Hashable {
  /// The words after the sign; one is right.
  case file([String], appends: Bool)
  /// A command line of the system's shell, as it was typed.
  case command(String)

  /// As it stands in a line.
  package var source: String {
    switch self {
    case .command(let command): "| \(command)"
    case .file(let words, let appends):
      "\(appends ? ">>" : ">") \(CommandLineSplitter.join(words))"
    }
  }
}
