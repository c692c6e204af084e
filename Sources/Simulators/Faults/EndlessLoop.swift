/// A loop whose counter never moves.
enum EndlessLoop: CodeFault {
  static let name = "endless loop"
  static let weight = 1

  static func variants(of body: SolutionBody) -> [String] {
    let inner = body.indent.contains("\t") ? "\t" : "    "
    let loop = [
      "remaining = 1",
      "while remaining > 0:",
      "\(inner)remaining = max(remaining, 1)",
    ]
    return [loop.map { body.indent + $0 + "\n" }.joined() + body.text]
  }

  /// The loop comes first in the function that every test calls, so no call ever returns.
  static func isCertain(in body: SolutionBody) -> Bool {
    body.isEntryPoint && !body.isGenerator
  }
}
