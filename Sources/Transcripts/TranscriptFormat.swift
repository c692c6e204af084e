package import Runs

/// A file format of transcripts.
package protocol TranscriptFormat: SendableMetatype {
  /// The ending of file names that asks for it, without the point.
  static var fileExtension: String { get }

  /// The whole document.
  ///
  /// - Throws: `EncodingError` when an event holds a number that the format cannot.
  static func document(_ input: TranscriptInput) throws -> String
}

/// Every format there is.
package enum TranscriptFormats {
  /// A new format is one file and one line here.
  package static let all: [any TranscriptFormat.Type] = [
    MarkdownTranscript.self,
    JSONTranscript.self,
  ]
}
