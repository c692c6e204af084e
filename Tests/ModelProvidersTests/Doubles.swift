import Experiments
import Judging
import ModelProviders
import ServerTesting
import Testing

/// A double was used that the test did not ask for.
struct Unasked: Error, CustomStringConvertible {
  var description: String
}

/// Services whose every part fails when it is used unasked.
func failingServices() throws -> ProviderServices {
  ProviderServices(
    environment: ["OLLAMA_HOST": "127.0.0.1:1"],
    readFile: { throw Unasked(description: "\($0) was read: give readFile in this test") },
    verify: { _, _ in throw Unasked(description: "code was run: give verify in this test") },
    answerKey: AnswerKey([sample]),
    prices: try PriceTable.bundled(),
    // Beyond any test's own time limit: how busy the machine is decides nothing.
    limits: CallLimits(
      total: .seconds(600), idle: .seconds(600), connect: .seconds(600), metadata: .seconds(600)),
    sleep: { _ in throw Unasked(description: "a clock was used: give sleep in this test") })
}

/// A problem with loops, comparisons, guards and calls in its solution.
let sample = BenchmarkProblem(
  Problem(
    taskID: "Sample/0",
    prompt: """
      def longest_run(values, target):
          \"\"\"Return the length of the longest run of target in values. Empty input gives 0.
          >>> longest_run([1, 1, 2], 1)
          2
          \"\"\"

      """,
    entryPoint: "longest_run"),
  gold: Gold(
    tests: """
      def check(candidate):
          assert candidate([1, 1, 2], 1) == 2
          assert candidate([], 1) == 0
          assert candidate([2, 1, 1, 1], 1) == 3
      """,
    canonicalSolution: """
          if not values:
              return 0
          best = 0
          run = 0
          for index in range(len(values)):
              if values[index] == target:  # "in" the run
                  run = run + 1
                  best = max(best, run)
              else:
                  run = 0
          return max(best, run)

      """))

/// Its public part.
let sampleProblem = sample.problem

func request(_ model: String, role: Role = .coder, seed: Int? = nil) -> GenerationRequest {
  GenerationRequest(
    model: model,
    role: role,
    messages: [Message(role: .user, content: "Write it.")],
    sampling: Sampling(
      temperature: 0.1, topP: 0.9, maxOutputTokens: 4096, contextTokens: 5120, seed: seed))
}

let sampleContext = GenerationContext(problem: sampleProblem)

/// Everything that a stream gave until it ended or threw.
struct Collected: Sendable {
  var text = ""
  var reasoning = ""
  var ends: [GenerationEnd] = []
  /// What was said about queues and further tries.
  var waits: [GenerationEvent] = []
  /// Whether the end was the last event.
  var endIsLast = false
  var error: (any Error)?

  var providerError: ProviderError? { error as? ProviderError }
}

func collect(_ stream: AsyncThrowingStream<GenerationEvent, any Error>) async -> Collected {
  var collected = Collected()
  do {
    for try await event in stream {
      collected.endIsLast = false
      switch event {
      case .text(let text): collected.text += text
      case .reasoning(let text): collected.reasoning += text
      case .queued, .retrying: collected.waits.append(event)
      case .end(let end):
        collected.ends.append(end)
        collected.endIsLast = true
      }
    }
  } catch {
    collected.error = error
  }
  return collected
}

/// Runs a body with the directory of some services, which is shut down afterwards.
func withDirectory<Result>(
  _ services: ProviderServices,
  _ body: (LiveModelDirectory) async throws -> Result
) async throws -> Result {
  let directory = LiveModelDirectory(services)
  do {
    let result = try await body(directory)
    await directory.shutdown()
    return result
  } catch {
    await directory.shutdown()
    throw error
  }
}
