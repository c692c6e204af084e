import AsyncHTTPClient
package import Experiments
import FoundationEssentials
import NIOCore
import NIOHTTP1

extension OllamaProvider {
  /// A download may take as long as it takes; this only ends one that is forgotten.
  private static let longestPull: Duration = .seconds(86_400)
  /// Checking a large file is done without a word.
  private static let longestSilence: Duration = .seconds(600)

  /// Streams how far the server's download of a model is; ends after `success`.
  ///
  /// Throws `ProviderError`, with code `modelNotFound` when no registry has the model.
  package func pull(_ model: String) -> AsyncThrowingStream<PullProgress, any Error> {
    AsyncThrowingStream { continuation in
      let work = Task {
        do {
          try await connection.within(total: Self.longestPull, idle: Self.longestSilence) {
            try await download(OllamaKind.bareName(model), heartbeat: $0) {
              continuation.yield($0)
            }
          }
          continuation.finish()
        } catch {
          continuation.finish(throwing: Task.isCancelled ? CancellationError() : error)
        }
      }
      continuation.onTermination = { _ in work.cancel() }
    }
  }

  private func download(
    _ model: String, heartbeat: Heartbeat, report: @Sendable (PullProgress) -> Void
  ) async throws {
    let body = Array(try JSONEncoder().encode(OllamaWire.PullRequest(model: model)))
    let response = try await connection.open("/api/pull", body: body)
    guard response.status == .ok else {
      let bytes = try await connection.contents(of: response)
      throw connection.fault.status(response.status, headers: response.headers, body: bytes)
    }
    var splitter = LineSplitter()
    var isDone = false
    do {
      for try await chunk in response.body {
        heartbeat.beat()
        try splitter.append(chunk.readableBytesView)
        while let line = splitter.next() {
          guard let progress = try progress(line, of: model) else { continue }
          report(progress)
          isDone = progress.status == "success"
        }
      }
    } catch {
      throw connection.fault.reading(error)
    }
    guard isDone else {
      throw ProviderError(
        code: .brokenStream, endpoint: connection.endpoint,
        message: "the download ended before it was complete", suggestion: "models pull again")
    }
  }

  private func progress(_ line: ArraySlice<UInt8>, of model: String) throws -> PullProgress? {
    guard !line.isEmpty else { return nil }
    guard let value = try? JSONDecoder().decode(OllamaWire.PullLine.self, from: Data(line)) else {
      throw connection.fault.badResponse("/api/pull did not answer with JSON of Ollama's")
    }
    if let error = value.error {
      let isMissing = OllamaComplaint.isUnknownToRegistry(error)
      throw ProviderError(
        code: isMissing ? .modelNotFound : .serverError, endpoint: connection.endpoint,
        message: "'\(model)' cannot be pulled: \(error.shortened(to: 300))",
        suggestion: isMissing ? "a name from https://ollama.com/search" : "models pull again")
    }
    return PullProgress(
      status: value.status ?? "", completedBytes: value.completed, totalBytes: value.total)
  }
}
