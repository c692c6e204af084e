package import Experiments
import PythonText

/// Reads the Python out of what a model wrote, for all the ways models write it.
///
/// Pure and linear in the answer's length; no text makes it fail. What it chose, repaired and left
/// out is in the candidate's `origin` and `notes`. It never mends the code itself: a wrong name, a
/// syntax error or a smart quote reaches the judge as written.
package struct PythonExtractor: CandidateExtractor {
  package init() {}

  /// The code of a raw completion, made ready to run.
  ///
  /// Code in a thinking part is taken only when the answer proper holds none.
  package func extract(
    from completion: String, for problem: Problem, truncated: Bool
  ) -> Extraction {
    let text = AnswerText(completion)
    let preamble = PromptPreamble(problem)
    let answer = AnswerReader(
      text.answer, problem: problem, preamble: preamble,
      truncated: truncated && !text.isThinkingOpen)
    if var candidate = answer.complete ?? (truncated ? nil : answer.unfinished) {
      candidate.notes = text.notes + candidate.notes
      if truncated { candidate.notes.append("the answer is cut off after the code") }
      return .candidate(candidate)
    }
    if !truncated, var candidate = thought(text, problem, preamble) {
      candidate.notes = text.notes + ["taken from the thinking"] + candidate.notes
      candidate.origin = "thinking, \(candidate.origin)"
      return .candidate(candidate)
    }
    return nothing(text, truncated: truncated)
  }

  /// The code of a completion that continues the problem's prompt: the two, joined as they are.
  package func candidate(continuing completion: String, _ problem: Problem) -> Candidate {
    Candidate(
      code: problem.prompt + completion, form: .continuation, origin: "completion of the prompt")
  }

  /// The code of a solution that stands alone: as it is, after what it takes from the prompt.
  ///
  /// The same imports and helpers are restored as for a raw answer.
  package func candidate(standalone solution: String, _ problem: Problem) -> Candidate {
    let module = PythonModule(Array(solution.utf8))
    let bound = module.statements.reduce(into: Set<String>()) {
      $0.formUnion(module.boundNames($1))
    }
    let (restored, notes) = PromptPreamble(problem).restored(besides: bound)
    guard !restored.isEmpty else {
      return Candidate(code: solution, form: .definition, origin: "solution")
    }
    let positions = module.statements.indices
    let future = positions.filter { module.isFutureImport(module.statements[$0]) }
    var assembly = CodeAssembly(preamble: restored, code: module.bytes)
    if !future.isEmpty {
      assembly.future = module.source(of: future)
      assembly.code = module.source(of: positions.filter { !future.contains($0) })
    }
    return Candidate(code: assembly.source, form: .definition, origin: "solution", notes: notes)
  }

  private func thought(
    _ text: AnswerText, _ problem: Problem, _ preamble: PromptPreamble
  ) -> Candidate? {
    guard !text.thinking.isEmpty else { return nil }
    return AnswerReader(text.thinking, problem: problem, preamble: preamble, truncated: false)
      .complete
  }

  private func nothing(_ text: AnswerText, truncated: Bool) -> Extraction {
    if text.isRefusal { return .nothing(.refused, reason: "the model declined to answer") }
    if truncated, text.isThinkingOpen {
      return .nothing(.truncated, reason: "the output limit was met while the model was thinking")
    }
    if truncated {
      return .nothing(
        .truncated, reason: "the output limit was met before the code was complete")
    }
    if text.isBlank {
      return .nothing(
        .noCode, reason: text.thinking.isEmpty ? "the answer is empty" : "thinking, and no answer")
    }
    return .nothing(.noCode, reason: "the answer has words and no code")
  }
}
