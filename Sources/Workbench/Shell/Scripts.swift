import Experiments

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

  /// The inputs of a script: empty lines and comments are left out, and a line that ends in `\`
  /// goes on with the next, as does one in a here-document.
  package static func inputs(of text: String) -> [Input] {
    var inputs: [Input] = []
    var open: Input?
    var number = 0
    for line in TextLine.split(text).map(\.text) {
      number += 1
      var input = open ?? Input(line: number, text: "")
      input.text += line.hasSuffix("\r") ? String(line.dropLast()) : line
      open = nil
      if LongInput.isInHereDocument(input.text) {
        input.text += "\n"
        open = input
      } else if input.text.hasSuffix("\\") {
        input.text.removeLast()
        open = input
      } else if isMeant(input.text) {
        inputs.append(input)
      }
    }
    if let open, isMeant(open.text) { inputs.append(open) }
    return inputs
  }

  private static func isMeant(_ text: String) -> Bool {
    guard let first = text.first(where: { !$0.isWhitespace }) else { return false }
    return first != "#"
  }
}
