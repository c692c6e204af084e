import CommandLines
import Experiments
import Runs
import Verbs

extension Redirection {
  /// Checks what can be checked before the verb runs.
  ///
  /// - Throws: `WorkbenchError` when the file or command is missing, or the file's folder is, or it is
  ///   the store.
  func check(_ services: Services) throws(WorkbenchError) {
    switch self {
    case .command(let command):
      guard !command.isEmpty else {
        throw WorkbenchError(
          "no command follows |", hint: "name one, as in log | head", word: "|", kind: .usage)
      }
    case .file(let words, let appends):
      let sign = appends ? ">>" : ">"
      guard let path = words.first else {
        throw WorkbenchError(
          "no file follows \(sign)", hint: "name one, as in log \(sign) FILE", word: sign,
          kind: .usage)
      }
      guard words.count == 1 else {
        throw WorkbenchError(
          "\(sign) takes one file; “\(words[1])” is one word too many",
          hint: "quote a \(sign) that is part of a word: \"a \(sign) b\"", word: words[1],
          kind: .usage)
      }
      try Self.requireFolder(of: path, services)
      try Self.refuseStore(path, services)
    }
  }

  /// A folder that is not there was hardly meant: none is made.
  private static func requireFolder(
    of path: String, _ services: Services
  ) throws(WorkbenchError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex,
      case let folder = String(path[..<slash]), !services.files.isFolder(folder)
    else { return }
    throw WorkbenchError(
      "there is no folder \(folder)",
      hint: "!mkdir -p \(CommandLineSplitter.join([folder])) makes it", word: path)
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
    throw WorkbenchError(
      "\(path) holds sessions, so nothing else is written there", hint: "choose another file",
      word: path)
  }
}

/// What a verb says, on its way to where the line sends it: into a file as it comes, to a command when
/// the verb is done.
actor RedirectedText {
  // Replies come from the verb's task and from the stages that it runs beside it.
  private let redirection: Redirection
  private let services: Services
  /// What a command will get.
  private var text = ""
  /// Adds to the file; nil before the first text.
  private var put: (@Sendable ([UInt8]) throws -> Void)?
  private var failure: (any Error)?

  init(_ redirection: Redirection, _ services: Services) {
    self.redirection = redirection
    self.services = services
  }

  /// Takes a text; `end` says what went wrong with the file.
  func add(_ more: String) {
    guard failure == nil else { return }
    do {
      try take(more)
    } catch {
      failure = error
    }
  }

  /// Takes a line.
  ///
  /// - Throws: `FileError`: then the rest would be lost as well.
  func add(line: String) throws {
    add(line + "\n")
    if let failure { throw failure }
  }

  /// The verb is done.
  ///
  /// **Effects**: runs the command with the text as its standard input; a file of a verb that said
  /// nothing is empty.
  /// - Throws: `FileError`; `WorkbenchError` when the command ends with another status than 0.
  func end() async throws {
    if let failure { throw failure }
    guard case .command(let command) = redirection else { return try take("") }
    let status = try await services.person.pipe(command, text)
    guard status == 0 else {
      throw WorkbenchError(
        "\(command) ended with status \(status)", hint: "run it alone with !\(command)")
    }
  }

  /// The verb has failed: what it said before is worth as much as before; nothing said, nothing touched.
  ///
  /// - Throws: as `end`.
  func end(after error: any Error) async throws {
    if !text.isEmpty, !(error is CancellationError) { try await end() }
  }

  private func take(_ more: String) throws {
    guard case .file(let words, let appends) = redirection else {
      text += more
      return
    }
    let put = try put ?? services.files.stream(words.first ?? "", appends)
    self.put = put
    try put(Array(more.utf8))
  }
}
