import CommandLines
import Experiments
import Problems
import Runs
import Verbs

/// Says of a wrong word such as `@1|head` that its sign would count behind a space.
enum MissingSpaceHint {
  /// The error of a command, with another hint where a sign in the middle of the wrong word may be why.
  static func said(of error: any Error, in command: SplitLine.Command) -> any Error {
    guard let word = wrongWord(error), let place = command.words.firstIndex(of: word),
      command.bare.contains(place),
      let sign = word.dropFirst().first(where: { $0 == "|" || $0 == ">" })
    else { return error }
    var said = error as? WorkbenchError ?? WorkbenchError("\(error)", hint: nil, word: word)
    said.hint = "put a space before \(sign): it redirects only where a word begins"
    return said
  }

  private static func wrongWord(_ error: any Error) -> String? {
    (error as? WorkbenchError)?.word ?? (error as? ProblemLookupError)?.name
  }
}
