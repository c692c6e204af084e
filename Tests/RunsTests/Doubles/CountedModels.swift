import Experiments
import Synchronization

/// A model that answers piece by piece and keeps count of what it was asked: each call costs money.
final class CountedProvider: ModelProvider {
  /// How one call goes.
  enum Course: Sendable {
    case answers
    case breaksOff
  }

  let name = "counted"
  private let calls = Mutex(0)
  private let course: @Sendable (_ call: Int) -> Course
  /// Told before every piece of every answer.
  private let atPiece: @Sendable () async -> Void

  init(
    course: @escaping @Sendable (_ call: Int) -> Course = { _ in .answers },
    atPiece: @escaping @Sendable () async -> Void = {}
  ) {
    (self.course, self.atPiece) = (course, atPiece)
  }

  /// Calls that were begun: each is paid for.
  var begun: Int { calls.withLock { $0 } }

  func generate(
    _ request: GenerationRequest, in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    let call = calls.withLock { calls in
      calls += 1
      return calls
    }
    let (stream, feed) = AsyncThrowingStream<GenerationEvent, any Error>.makeStream()
    let course = course(call)
    let task = Task { [atPiece] in
      for piece in 0..<3 {
        await atPiece()
        await Task.yield()
        guard !Task.isCancelled else { return feed.finish(throwing: CancellationError()) }
        feed.yield(.text("piece \(piece) of call \(call)\n"))
      }
      guard case .answers = course else {
        return feed.finish(
          throwing: ProviderError(
            code: .brokenStream, endpoint: "counted", message: "broke off", suggestion: "step"))
      }
      let usage = Usage(inputTokens: 10, outputTokens: 5)
      feed.yield(
        .end(GenerationEnd(usage: usage, stopReason: .stop, reportedModel: request.model)))
      feed.finish()
    }
    feed.onTermination = { end in if case .cancelled = end { task.cancel() } }
    return stream
  }

  func models() async throws -> [ListedModel] { [] }
}

/// Every name leads to one provider, at a price.
struct CountedModels: ModelDirectory {
  let provider: CountedProvider

  func resolve(_ model: String) throws -> ResolvedModel {
    ResolvedModel(provider: provider, name: model, tier: .fullFrontier, price: Self.price)
  }

  func price(of model: String) -> Price? { Self.price }
  var prices: PriceTable { PriceTable() }
  var listing: [any ModelProvider] { [] }

  private static let price = Price(inputPicoUSD: 1_000_000, outputPicoUSD: 2_000_000)
}
