import Experiments

/// A provider that has its answer ready: what is left of a step is koderz's own time.
struct InstantProvider: ModelProvider {
  let name = "instant"
  /// Answers in turn, so that no two attempts in a row are the same.
  let answers: [String]

  func generate(
    _ request: GenerationRequest, in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    let answer = answers[context.index % answers.count]
    let (stream, feed) = AsyncThrowingStream<GenerationEvent, any Error>.makeStream()
    feed.yield(.text(answer))
    feed.yield(
      .end(
        GenerationEnd(
          usage: Usage(inputTokens: 900, outputTokens: 180), stopReason: .stop,
          reportedModel: request.model)))
    feed.finish()
    return stream
  }

  func models() async throws -> [ListedModel] { [] }
}

/// Every model's name leads to the same instant provider.
struct InstantModels: ModelDirectory {
  let provider: InstantProvider

  func resolve(_ model: String) throws -> ResolvedModel {
    ResolvedModel(provider: provider, name: model, tier: .local, price: .free)
  }

  func price(of model: String) -> Price? { nil }

  var prices: PriceTable { PriceTable() }

  var listing: [any ModelProvider] { [] }
}
