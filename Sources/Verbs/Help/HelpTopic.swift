import CommandLines
import Experiments

/// A page of `help` that is about no single verb.
package struct HelpTopic: Sendable, Hashable {
  package var name: String
  /// One line that says what it is about.
  package var abstract: String
  /// The page; paragraphs are fitted to the window, lines that begin with a blank stay as they are.
  package var text: String

  /// Reads a page: its first line is the abstract.
  init(_ name: String, _ bytes: [UInt8]) {
    let lines = TextLine.split(String(decoding: bytes, as: UTF8.self)).map(\.text)
    self.name = name
    abstract = lines.first ?? ""
    text = lines.dropFirst().drop(while: \.isEmpty).joined(separator: "\n")
  }

  /// The lines of the page that can be typed: those that begin with four blanks.
  package var examples: [String] {
    TextLine.split(text).map(\.text).filter { $0.hasPrefix("    ") && $0.dropFirst(4).first != " " }
      .map { $0.trimming(while: \.isWhitespace) }
  }
}

/// Every topic there is.
package enum HelpTopics {
  /// In the order `help` lists them.
  ///
  /// A new topic is one file in `Resources/help` and one line here.
  package static let all: [HelpTopic] = [
    .init("start", PackageResources.start_txt),
    .init("addressing", PackageResources.addressing_txt),
    .init("feedback", PackageResources.feedback_txt),
    .init("guidance", PackageResources.guidance_txt),
    .init("branching", PackageResources.branching_txt),
    .init("spending", PackageResources.spending_txt),
    .init("simulator", PackageResources.simulator_txt),
    .init("keys", PackageResources.keys_txt),
    .init("output", PackageResources.output_txt),
    .init("scripts", PackageResources.scripts_txt),
    .init("aliases", PackageResources.aliases_txt),
    .init("settings", PackageResources.settings_txt),
    .init("files", PackageResources.files_txt),
  ]
}
