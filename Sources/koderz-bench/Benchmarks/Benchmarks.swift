/// Every benchmark, in the order to run them.
enum Benchmarks {
  static let all: [any Benchmark] = [
    StartBenchmark(),
    StepBenchmark(),
    EngineBenchmark(),
    SessionBenchmark(),
    ManySessionsBenchmark(),
    JSONBenchmark(),
    ProblemBenchmark(),
    ExtractionBenchmark(),
    VerdictBenchmark(),
    CompletionBenchmark(),
    EditorBenchmark(),
    AnswerBenchmark(),
    StreamBenchmark(),
  ]
}
