import Experiments

/// How a model wraps its code.
///
/// Every shape holds the whole source last, so that it says what the code alone would say.
enum AnswerShape: String, Sendable, Hashable, CaseIterable {
  case pythonFence
  case bare
  case pyFence
  case plainFence
  case proseAround
  case draftFirst
  case tildeFence
  case thinking

  /// The answer with code in this shape; bare when the code itself holds a fence.
  func answer(with code: String, entryPoint: String) -> String {
    let source = code.trimming(where: \.isNewline)
    if source.contains("```") || source.contains("~~~") { return source + "\n" }
    switch self {
    case .bare: return source + "\n"
    case .pythonFence: return fence(source)
    case .pyFence: return fence(source, language: "py")
    case .plainFence: return fence(source, language: "")
    case .tildeFence: return "~~~python\n\(source)\n~~~\n"
    case .proseAround: return proseAround(source, entryPoint)
    case .draftFirst: return draftFirst(source, entryPoint)
    case .thinking: return thinking(source, entryPoint)
    }
  }

  private func fence(_ source: String, language: String = "python") -> String {
    "```\(language)\n\(source)\n```\n"
  }

  private func proseAround(_ source: String, _ entryPoint: String) -> String {
    """
    Here is an implementation of `\(entryPoint)` that follows the description:

    \(fence(source))
    It goes through the input once and handles the cases from the examples.

    """
  }

  private func draftFirst(_ source: String, _ entryPoint: String) -> String {
    let draft = "def \(entryPoint)(*args):\n    pass  # to be written"
    return "I start from this outline:\n\n\(fence(draft))\nand fill it in:\n\n\(fence(source))"
  }

  private func thinking(_ source: String, _ entryPoint: String) -> String {
    """
    <think>
    The task is to write \(entryPoint). I should look at the examples first, then at empty input.
    </think>

    \(fence(source))
    """
  }
}

/// An answer that talks about the problem and gives no code.
enum ProseAnswer {
  static func text(entryPoint: String, using generator: inout SeededGenerator) -> String {
    let answers = [
      """
      To solve \(entryPoint) you need to go through the input, keep track of what the description \
      asks for, and give back the result at the end. Take care of empty input and of repeated \
      values. Tell me which part you would like explained in more detail.

      """,
      """
      The approach is straightforward: first check the arguments, then compute the answer for the \
      general case, and finally treat the special cases that the examples show. This runs in \
      linear time.

      """,
    ]
    return answers.randomElement(using: &generator) ?? ""
  }
}
