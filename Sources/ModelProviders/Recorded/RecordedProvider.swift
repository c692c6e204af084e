package import Experiments

/// Answers from a recording: the n-th request of a role on a problem, on the way to where it is made,
/// gets its n-th answer.
package struct RecordedProvider: ModelProvider {
  private let path: String
  private let recording: Recording
  private let services: ProviderServices

  init(path: String, recording: Recording, services: ProviderServices) {
    self.path = path
    self.recording = recording
    self.services = services
  }

  package var name: String { RecordedKind.name }

  /// Streams the recorded answer in one piece.
  ///
  /// Throws `ProviderError` with code `recordingExhausted` when the recording has no more.
  package func generate(
    _ request: GenerationRequest,
    in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    generationStream(endpoint: RecordedKind.prefix + path) { sink in
      let taskID = context.problem.taskID
      guard
        let answer = recording.answer(taskID: taskID, role: request.role, index: context.index)
      else { throw exhausted(taskID, request.role) }
      if let reasoning = answer.reasoning { sink.send(.reasoning(reasoning)) }
      sink.send(.text(answer.response))
      return GenerationEnd(
        usage: answer.usage, stopReason: answer.stopReason,
        reportedModel: answer.source.name(services.kinds) ?? RecordedKind.name,
        recorded: answer.source.cost(of: answer.usage.plausible, paid: answer.paid, services))
    }
  }

  /// Nothing: a recording is named by its file.
  package func models() async throws -> [ListedModel] { [] }

  private func exhausted(_ taskID: String, _ role: Role) -> ProviderError {
    let count = recording.count(taskID: taskID, role: role)
    let answers = count == 0 ? "no answer" : count == 1 ? "1 answer" : "\(count) answers"
    return ProviderError(
      code: .recordingExhausted,
      endpoint: RecordedKind.prefix + path,
      message: "it has \(answers) of role \(role.rawValue) to \(taskID)"
        + (count == 0 ? "" : ", all used"),
      suggestion: "another model for this step")
  }
}
