package import Experiments
package import Judging
package import Simulators

/// A double was used that the test did not ask for.
package struct Unasked: Error, CustomStringConvertible {
  package var description: String

  package init(description: String) { self.description = description }
}

/// A simulator's services whose every part fails when it is used unasked; it knows `sample`.
package func failingSimulator() -> SimulatorServices {
  SimulatorServices(
    answerKey: AnswerKey([sample]),
    verify: { _, _ in throw Unasked(description: "code was run: give verify in this test") },
    sleep: { _ in throw Unasked(description: "a clock was used: give sleep in this test") })
}

/// A problem with loops, comparisons, guards and calls in its solution.
package let sample = BenchmarkProblem(
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
package let sampleProblem = sample.problem

/// A request of a model.
package func request(_ model: String, role: Role = .coder, seed: Int? = nil) -> GenerationRequest {
  GenerationRequest(
    model: model,
    role: role,
    messages: [Message(role: .user, content: "Write it.")],
    sampling: Sampling(
      temperature: 0.1, topP: 0.9, maxOutputTokens: 4096, contextTokens: 5120, seed: seed))
}

/// Where the sample problem is first asked about.
package let sampleContext = GenerationContext(problem: sampleProblem)

/// Everything that a stream gave until it ended or threw.
package struct Collected: Sendable {
  package var text = ""
  package var reasoning = ""
  package var ends: [GenerationEnd] = []
  /// What was said about queues and further tries.
  package var waits: [GenerationEvent] = []
  /// Whether the end was the last event.
  package var endIsLast = false
  package var error: (any Error)?

  package init() {}

  package var providerError: ProviderError? { error as? ProviderError }
}

/// Reads a stream to its end.
package func collect(_ stream: AsyncThrowingStream<GenerationEvent, any Error>) async -> Collected {
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
