import CanonicalJSON
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
/// ended after its `end` line, when the call is cancelled and when its deadline passes. The last words
/// of its standard error are told when it fails.
package struct ExecProvider: AnsweringProvider {
  private let command: ProgramCommand
  private let environment: [String: String]

  init(command: ProgramCommand, environment: [String: String]) {
    self.command = command
    self.environment = environment
  }

  package var name: String { ExecKind.name }

  package var endpoint: String { ExecKind.prefix + command.program }

  /// Runs the program once and streams what it writes.
  package func answer(
    _ request: GenerationRequest, in context: GenerationContext, to sink: GenerationSink
  ) async throws -> GenerationEnd {
    let input = try Self.input(request)
    var answer = ProgramAnswer(endpoint: endpoint, model: command.program)
    var lines = LineSplitter()
    let run = ProgramRun(command: command, environment: environment, endpoint: endpoint)
    let exit = try await run.stream(input) { bytes in
      try lines.append(bytes)
      while let line = lines.next() { try answer.read(line).forEach(sink.send) }
      return answer.end == nil
    }
    if answer.end == nil, !lines.rest.isEmpty { sink.send(try answer.read(lines.rest)) }
    guard let end = answer.end else { throw unfinished(exit) }
    return end
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
