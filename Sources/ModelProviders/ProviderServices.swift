package import Experiments
package import Judging

/// What the providers need from outside, given once by the executable.
package struct ProviderServices: Sendable {
  /// The bytes of a file, decompressed when it is compressed.
  package typealias FileReader = @Sendable (_ path: String) throws -> [UInt8]
  /// Whether code passes a problem's tests.
  package typealias Verifier = @Sendable (_ code: String, BenchmarkProblem) async throws -> Bool
  /// Waits for a time, or throws `CancellationError`.
  package typealias Sleeper = @Sendable (Duration) async throws -> Void

  /// Environment variables; the real environment already laid over `.env`.
  package var environment: [String: String]
  package var readFile: FileReader
  /// Used by the simulator to prove that a faulty candidate fails; in production the sandbox.
  package var verify: Verifier
  /// The gold that the simulator starts from; no other provider reads it.
  package var answerKey: AnswerKey
  package var prices: PriceTable
  package var limits: CallLimits
  package var simulator: SimulatorSettings
  /// Paces the simulator's stream.
  package var sleep: Sleeper
  /// Bounds every call and spaces its tries.
  package var timing: CallTiming
  /// The kinds of provider that there are, in the order in which names are offered to them.
  package var kinds: [any ProviderKind.Type]

  package init(
    environment: [String: String],
    readFile: @escaping FileReader,
    verify: @escaping Verifier,
    answerKey: AnswerKey,
    prices: PriceTable,
    limits: CallLimits = CallLimits(),
    simulator: SimulatorSettings = SimulatorSettings(),
    sleep: @escaping Sleeper = { try await Task.sleep(for: $0) },
    timing: CallTiming = .machine(),
    kinds: [any ProviderKind.Type] = ProviderKinds.all
  ) {
    self.environment = environment
    self.readFile = readFile
    self.verify = verify
    self.answerKey = answerKey
    self.prices = prices
    self.limits = limits
    self.simulator = simulator
    self.sleep = sleep
    self.timing = timing
    self.kinds = kinds
  }
}

/// How long a call may take.
package struct CallLimits: Sendable, Hashable {
  /// From sending the request to the last byte of the answer.
  package var total: Duration
  /// Between two pieces of an answer that has begun; loading a model counts towards `total` only.
  package var idle: Duration
  /// To open a connection.
  package var connect: Duration
  /// For a question that no model has to answer, such as which models there are.
  package var metadata: Duration

  package init(
    total: Duration = .seconds(300),
    idle: Duration = .seconds(60),
    connect: Duration = .seconds(5),
    metadata: Duration = .seconds(5)
  ) {
    self.total = total
    self.idle = idle
    self.connect = connect
    self.metadata = metadata
  }
}
