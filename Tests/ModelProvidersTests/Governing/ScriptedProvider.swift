import Experiments
import Synchronization

@testable import ModelProviders

/// A provider that does for each try what its script says, and counts who is asked at once.
final class ScriptedProvider: ModelProvider {
  /// What a try does after its text.
  enum End: Sendable {
    case complete
    case fault(ProviderError)
    case hang
    /// Answers when the gate is opened.
    case gate
  }

  struct Try: Sendable {
    var text: [String] = []
    var end = End.complete

    static func fault(
      _ code: ProviderError.Code, status: Int? = nil, retryAfter: Duration? = nil,
      after text: [String] = []
    ) -> Try {
      Try(
        text: text,
        end: .fault(
          ProviderError(
            code: code, endpoint: "scripted", message: "\(code.rawValue)", suggestion: nil,
            httpStatus: status,
            retryAfter: retryAfter)))
    }

    static let answer = Try(text: ["ok"])
  }

  private struct State {
    var tries: [Try]
    var asked: [String] = []
    var last = 0
    var running: Set<Int> = []
    var most = 0
  }

  let name = "scripted"
  let endpoint = "scripted"
  private let state: Mutex<State>
  /// Says the model of each try as it begins.
  let starts: AsyncStream<String>
  private let started: AsyncStream<String>.Continuation
  private let gate: AsyncStream<Void>
  private let opened: AsyncStream<Void>.Continuation

  init(_ tries: [Try]) {
    state = Mutex(State(tries: tries))
    (starts, started) = AsyncStream.makeStream()
    (gate, opened) = AsyncStream.makeStream()
  }

  /// The models asked for, try after try.
  var asked: [String] { state.withLock { $0.asked } }

  /// The most tries that ran at once.
  var most: Int { state.withLock { $0.most } }

  /// Lets one try that waits at the gate answer.
  func open() { opened.yield() }

  func models() async throws -> [ListedModel] { [] }

  func generate(
    _ request: GenerationRequest, in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    let current = next(request.model)
    return generationStream(endpoint: endpoint) { [self] sink in
      try Task.checkCancellation()
      let number = begin()
      // A try that is cancelled has ended: its place may be taken before its task has.
      return try await withTaskCancellationHandler {
        defer { end(number) }
        return try await perform(current, request.model, sink)
      } onCancel: {
        end(number)
      }
    }
  }

  private func perform(
    _ current: Try, _ model: String, _ sink: GenerationSink
  ) async throws -> GenerationEnd {
    for piece in current.text { sink.send(.text(piece)) }
    started.yield(model)
    switch current.end {
    case .complete: break
    case .fault(let error): throw error
    case .hang: try await Task.sleep(for: .seconds(600))
    case .gate:
      for await _ in gate { break }
      try Task.checkCancellation()
    }
    return GenerationEnd(usage: Usage(), stopReason: .stop, reportedModel: model)
  }

  private func begin() -> Int {
    state.withLock { state in
      state.last += 1
      state.running.insert(state.last)
      state.most = max(state.most, state.running.count)
      return state.last
    }
  }

  private func end(_ number: Int) { state.withLock { _ = $0.running.remove(number) } }

  private func next(_ model: String) -> Try {
    state.withLock { state in
      state.asked.append(model)
      return state.tries.isEmpty ? .answer : state.tries.removeFirst()
    }
  }
}
