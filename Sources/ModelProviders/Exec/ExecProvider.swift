package import Experiments

/// Answers of a program that is started for each request.
///
/// **Shape**: the program reads one JSON object from its standard input, to its end:
/// `{"version":1,"model","role","messages":[{"role","content"}],"sampling":{"temperature","topP",
/// "maxOutputTokens","contextTokens","seed"?,"thinking"?,"keepAlive"?,"answerSchema"?}}`. Members may
/// be added under the same version; `version` grows when a meaning changes. It writes events as JSON
/// lines (`ProgramAnswer` says which) and flushes each, so that they are seen when they are written.
///
/// The program is the person's own: it runs with their whole environment, keys included, in the
/// current folder, in a session of its own without a terminal. It and whatever it has started are
/// ended after its `end` line, when the call is cancelled and when a deadline passes. The last words
/// of its standard error are told when it fails.
package struct ExecProvider: ModelProvider {
  private let command: ProgramCommand
  private let environment: [String: String]
  private let limits: CallLimits

  init(command: ProgramCommand, environment: [String: String], limits: CallLimits) {
    self.command = command
    self.environment = environment
    self.limits = limits
  }

  package var name: String { ExecKind.name }

  package var endpoint: String { "exec:\(command.program)" }

  /// Runs the program once and streams what it writes.
  package func generate(
    _ request: GenerationRequest,
    in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    generationStream(endpoint: endpoint) { sink in
      let input = try Self.input(request)
      do {
        return try await withDeadline(total: limits.total, idle: limits.idle) { heartbeat in
          var answer = ProgramAnswer(endpoint: endpoint, model: command.program)
          var lines = LineSplitter()
          let run = ProgramRun(command: command, environment: environment, endpoint: endpoint)
          let exit = try await run.stream(input) { bytes in
            heartbeat.beat()
            try lines.append(bytes)
            while let line = lines.next() { try answer.read(line).forEach(sink.send) }
            return answer.end == nil
          }
          if answer.end == nil, !lines.rest.isEmpty {
            try answer.read(lines.rest).forEach(sink.send)
          }
          guard let end = answer.end else { throw unfinished(exit) }
          return end
        }
      } catch let exceeded as DeadlineExceeded {
        throw exceeded.error(endpoint: endpoint)
      }
    }
  }

  /// Nothing: a program is named by itself.
  package func models() async throws -> [ListedModel] { [] }

  private static func input(_ request: GenerationRequest) throws -> [UInt8] {
    guard case .object(var members) = try JSONValue(encoding: request) else { return [] }
    members["version"] = 1
    return Array((JSONValue.object(members).canonical + "\n").utf8)
  }

  private func unfinished(_ exit: ProgramRun.Exit) -> ProviderError {
    let words = exit.lastWords.isEmpty ? "" : ": \(exit.lastWords)"
    return ProviderError(
      code: .brokenStream, endpoint: endpoint,
      message: "the program ended (\(exit.status)) before its end line\(words)",
      suggestion: "the step again, or the program by itself")
  }
}
