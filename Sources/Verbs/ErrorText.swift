import ArgumentParser
import Experiments
package import Presentation
import Problems
import Runs

/// What koderz ends with, and why.
package enum ExitStatus {
  /// Everything asked for was done.
  package static let done: Int32 = 0
  /// A fault of koderz.
  package static let internalError: Int32 = 1
  /// `judge` met lines that it could not judge, or runs that failed on our side.
  package static let incomplete: Int32 = 1
  /// Standard output cannot be written: its disk is full, or the like.
  package static let outputFailed: Int32 = 1
  /// Words on the command line or a configuration that do not fit.
  package static let usage: Int32 = 2
  /// A verb of a script failed; file and line are on standard error.
  package static let scriptFailed: Int32 = 3
  /// A model server cannot be reached or refuses the key.
  package static let provider: Int32 = 4
  /// The next call could have cost more than the budget leaves.
  package static let budget: Int32 = 5
  /// `finish` left its problem unsolved.
  package static let goalNotMet: Int32 = 100
  /// Ctrl-C ended the run.
  package static let interrupted: Int32 = 130
  /// The reader of standard output is gone.
  package static let readerGone: Int32 = 141
}

/// Turns any error into words and an exit status; the one place that does.
package enum ErrorText {
  /// The error for a person: what failed and what to try, with the line and the word marked.
  package static func lines(_ error: any Error, line: String?) -> [StyledText] {
    if error is CancellationError { return [StyledText(message(error), .warning)] }
    var lines = [StyledText("error: ", .bad) + StyledText(message(error))]
    if let word = (error as? WorkbenchError)?.word, let line, let mark = mark(word, in: line) {
      lines += mark
    }
    if let hint = hint(error) { lines.append(StyledText("  \(hint)", .dim)) }
    return lines
  }

  /// What to try next, for errors whose sentence does not say it.
  package static func hint(_ error: any Error) -> String? {
    switch error {
    case let error as WorkbenchError: error.hint
    case let error as FileError: error.suggestion
    case let error as TemplateError: error.suggestion
    case let error as EventError: error.suggestion
    default: nil
    }
  }

  /// The error in one sentence.
  package static func message(_ error: any Error) -> String {
    switch error {
    case let error as WorkbenchError: error.message
    case is CancellationError: "stopped; what was finished is kept"
    default: "\(error)"
    }
  }

  /// How a script or a command-line verb ends after this error.
  package static func status(_ error: any Error, inScript: Bool) -> Int32 {
    switch error {
    case let error as WorkbenchError:
      switch error.kind {
      case .provider: ExitStatus.provider
      case .interrupted: ExitStatus.interrupted
      case .budget: ExitStatus.budget
      case .usage where !inScript: ExitStatus.usage
      case .incomplete where !inScript: ExitStatus.incomplete
      case .usage, .failed, .busy, .incomplete: ExitStatus.scriptFailed
      }
    case is CancellationError: ExitStatus.interrupted
    case let error as ProviderError:
      error.code == .notConfigured ? ExitStatus.usage : ExitStatus.provider
    case is StoreError, is FileError, is GzipError, is TemplateError, is EventError,
      is ProblemLookupError:
      ExitStatus.scriptFailed
    default: ExitStatus.internalError
    }
  }

  private static func mark(_ word: String, in line: String) -> [StyledText]? {
    let first = line.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
    guard let range = first.firstRange(of: word), !word.isEmpty else { return nil }
    let before = String(repeating: " ", count: first[..<range.lowerBound].count)
    let carets = String(repeating: "^", count: word.count)
    return [StyledText("  \(first)"), StyledText("  \(before)\(carets)", .bad)]
  }
}
