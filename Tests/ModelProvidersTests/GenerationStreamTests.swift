import Experiments
import ProviderTesting
import Testing

@testable import ModelProviders

@Suite struct GenerationStreamTests {
  private static let end = GenerationEnd(usage: Usage(), stopReason: .stop, reportedModel: "m")

  @Test func `a consumer cancelled in the middle gets CancellationError, and the work ends`()
    async throws
  {
    let (ended, endedContinuation) = AsyncStream<Void>.makeStream()
    let (started, startedContinuation) = AsyncStream<Void>.makeStream()
    let stream = generationStream(endpoint: "e") { sink in
      sink.send(.text("half"))
      startedContinuation.yield()
      defer { endedContinuation.yield() }
      try await Task.sleep(for: .seconds(60))
      return Self.end
    }
    let consumer = Task { await collect(stream) }
    var starts = started.makeAsyncIterator()
    await starts.next()
    consumer.cancel()
    let collected = await consumer.value
    #expect(collected.error is CancellationError)
    #expect(["half", ""].contains(collected.text))
    var ends = ended.makeAsyncIterator()
    await ends.next()
  }

  @Test(arguments: [-1, Int.max])
  func `a count that cannot be is taken as not reported`(count: Int) async {
    let collected = await collect(
      generationStream(endpoint: "e") { _ in
        GenerationEnd(
          usage: Usage(inputTokens: count, outputTokens: 3), stopReason: .stop, reportedModel: "m")
      })
    #expect(collected.ends.map(\.usage) == [Usage(outputTokens: 3)])
  }

  @Test func `an unknown error comes out typed`() async {
    let collected = await collect(
      generationStream(endpoint: "e") { _ in throw Unasked(description: "odd") })
    #expect(
      collected.providerError
        == ProviderError(
          code: .badResponse, endpoint: "e", message: "odd",
          suggestion: "the step again, or another model"))
  }
}
