package import Experiments

/// Why a submission cannot be judged, whatever it holds.
package enum JudgingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The problem names a judge that this koderz does not have.
  case unknownJudge(JudgeName, taskID: String, known: [JudgeName])
  /// The problem's judge does not take submissions of this form.
  case refused(Submission.Form, by: JudgeName, takes: [Submission.Form])

  package var description: String {
    switch self {
    case .unknownJudge(let name, let taskID, let known):
      let list = known.map(\.rawValue).joined(separator: ", ")
      return "\(taskID) needs the judge “\(name)”, which this koderz does not have; "
        + "use a newer koderz, or a problem for \(list)"
    case .refused(let form, let name, let takes):
      let list = takes.map(\.rawValue).joined(separator: " or ")
      return "the judge \(name) does not take the form \(form.rawValue); submit \(list)"
    }
  }
}

extension [any JudgeKind.Type] {
  /// The judge of a problem, which takes submissions of a form.
  ///
  /// - Throws: `JudgingError`.
  package func judge(
    of problem: Problem, taking form: Submission.Form
  ) throws(JudgingError) -> any JudgeKind.Type {
    guard let judge = first(where: { $0.name == problem.judge }) else {
      throw .unknownJudge(problem.judge, taskID: problem.taskID, known: map { $0.name })
    }
    guard judge.forms.contains(form) else {
      throw .refused(
        form, by: judge.name, takes: judge.forms.sorted { $0.rawValue < $1.rawValue })
    }
    return judge
  }
}
