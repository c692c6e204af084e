import CommandLines
import Experiments
import Verbs

/// A line of a script that failed.
package struct ScriptFailure: Error, CustomStringConvertible {
  /// The script's name.
  package var script: String
  /// From 1.
  package var line: Int
  package var source: String
  package var underlying: any Error

  package var description: String {
    "\(script):\(line): \(ErrorText.message(underlying))"
  }
}

/// A script taken apart into the inputs that a person would have entered.
package enum Script {
  /// One input: its first line's number, from 1, and its text.
  package struct Input: Sendable, Hashable {
    package var line: Int
    package var text: String
  }

  /// The inputs of a script: empty lines and comments are left out; a line that would go on at the
  /// prompt continues on the next.
  ///
  /// What is open at the end is an input all the same, on the line where its quote or here-document
  /// began: running it says so.
  package static func inputs(of text: String) -> [Input] {
    var inputs: [Input] = []
    var open: (input: Input, by: LongInput.Opening)?
    for (offset, line) in TextLine.split(text).map(\.text).enumerated() {
      let line = line.hasSuffix("\r") ? String(line.dropLast()) : line
      if open == nil, !isMeant(line) { continue }
      var input = open?.input ?? Input(line: offset + 1, text: "")
      input.text += open == nil ? line : "\n" + line
      if let by = open?.by, !by.mayEnd(with: line) {
        open = (input, by)
      } else {
        open = LongInput.opening(of: input.text).map { (input, $0) }
        if open == nil { inputs.append(input) }
      }
    }
    guard let (unfinished, by) = open else { return inputs }
    var input = unfinished
    if by.kind == .backslash { input.text.removeLast() } else { input.line += by.line }
    return inputs + [input]
  }

  private static func isMeant(_ line: String) -> Bool {
    guard let first = line.first(where: { !$0.isWhitespace }) else { return false }
    return first != "#"
  }
}
