package import Experiments

/// What the providers need from outside, given once by the executable.
package struct ProviderServices: Sendable {
  /// The bytes of a file, decompressed when it is compressed.
  package typealias FileReader = @Sendable (_ path: String) throws -> [UInt8]

  /// Environment variables; the real environment already laid over `.env`.
  package var environment: [String: String]
  package var readFile: FileReader
  package var prices: PriceTable
  package var limits: CallLimits
  /// Bounds every call and spaces its tries.
  package var timing: CallTiming
  /// Kinds that were made elsewhere, such as the simulator; names are offered to them first.
  package var guests: [any ProviderKind]
  /// The kinds that are made of these services, in the order in which names are offered to them.
  package var adapters: [any AdapterKind.Type]

  package init(
    environment: [String: String],
    readFile: @escaping FileReader,
    prices: PriceTable,
    limits: CallLimits = CallLimits(),
    timing: CallTiming = .machine(),
    guests: [any ProviderKind] = [],
    adapters: [any AdapterKind.Type] = ProviderKinds.all
  ) {
    self.environment = environment
    self.readFile = readFile
    self.prices = prices
    self.limits = limits
    self.timing = timing
    self.guests = guests
    self.adapters = adapters
  }

  /// The kinds of provider that there are, in the order in which names are offered to them.
  package var kinds: [any ProviderKind.Type] { guests.map { type(of: $0) } + adapters }

  /// One of each kind, ready to answer.
  package func makeKinds() -> [any ProviderKind] { guests + adapters.map { $0.init(self) } }
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
