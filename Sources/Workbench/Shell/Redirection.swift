import Experiments

/// Where the output of a verb goes instead of the terminal: `> FILE`, `>> FILE`, `| CMD`.
package enum Redirection: Sendable, Hashable {
  /// The words after the sign; one is right.
  case file([String], appends: Bool)
  /// A command line of the system's shell, as it was typed.
  case command(String)

  /// Checks what can be checked before the verb runs.
  ///
  /// - Throws: `WorkbenchError` when the file or command is missing, or is the store.
  func check(_ services: Services) throws(WorkbenchError) {
    switch self {
    case .command(let command):
      guard !command.isEmpty else {
        throw WorkbenchError("no command follows |", hint: "log | head", word: "|", kind: .usage)
      }
    case .file(let words, let appends):
      let sign = appends ? ">>" : ">"
      guard let path = words.first else {
        throw WorkbenchError(
          "no file follows \(sign)", hint: "log \(sign) FILE", word: sign, kind: .usage)
      }
      guard words.count == 1 else {
        throw WorkbenchError(
          "\(sign) takes one file, and “\(words[1])” follows it",
          hint: "quote a \(sign) that is meant as it is: \"a \(sign) b\"", word: words[1],
          kind: .usage)
      }
      try Self.refuseStore(Self.expanded(path, services), services)
    }
  }

  /// Hands over what was collected.
  ///
  /// **Effects**: writes the file, or runs the command with the text as its standard input.
  /// - Throws: `FileError`; `WorkbenchError` when the command ends with another status than 0.
  func deliver(_ text: String, _ services: Services) async throws {
    switch self {
    case .command(let command):
      let status = try await services.pipe(command, text)
      guard status == 0 else {
        throw WorkbenchError("\(command): ended with status \(status)")
      }
    case .file(let words, let appends):
      let path = Self.expanded(words.first ?? "", services)
      let put = appends ? services.files.append : services.files.write
      try put(path, Array(text.utf8))
    }
  }

  /// As it stands in a line.
  var source: String {
    switch self {
    case .command(let command): "| \(command)"
    case .file(let words, let appends):
      "\(appends ? ">>" : ">") \(CommandLineSplitter.join(words))"
    }
  }

  /// `~/` is the home folder, as in a shell.
  private static func expanded(_ path: String, _ services: Services) -> String {
    guard path.hasPrefix("~/"), let home = services.environment["HOME"] else { return path }
    return home + path.dropFirst()
  }

  /// The sessions are the evidence: nothing is written over them, whatever path leads there.
  private static func refuseStore(
    _ path: String, _ services: Services
  ) throws(WorkbenchError) {
    let name = path.split(separator: "/").last ?? ""
    let header = services.files.beginning(path, 15)
    guard name.hasPrefix("koderz.sqlite") || header.elementsEqual("SQLite format 3".utf8) else {
      return
    }
    throw WorkbenchError("\(path) holds sessions: nothing else is written there", word: path)
  }
}

/// Text that a verb says, kept until the verb is done.
actor CollectedText {
  // Replies come from the verb's task and from the stages that it runs beside it.
  private(set) var text = ""

  func append(_ more: String) { text += more }
}
