/// How the simulator behaves, apart from its skill.
package struct SimulatorSettings: Sendable, Hashable {
  /// Each failed attempt shown multiplies the chance of failing by this.
  package var failureFactor: Double
  /// Each guidance or review shown multiplies the chance of failing by this.
  package var guidanceFactor: Double
  /// The seed of a name that has none.
  package var defaultSeed: UInt64
  /// The pace of the stream; nil is as fast as possible.
  package var tokensPerSecond: Double?
  /// How the simulated server fails, asked in this order at each call.
  package var serverFaults: [SimulatedServerFault]
  /// How long the server fault `slow` waits before it answers.
  package var slowness: Duration

  package init(
    failureFactor: Double = 0.9,
    guidanceFactor: Double = 0.5,
    defaultSeed: UInt64 = 0,
    tokensPerSecond: Double? = nil,
    serverFaults: [SimulatedServerFault] = [],
    slowness: Duration = .seconds(5)
  ) {
    self.failureFactor = failureFactor
    self.guidanceFactor = guidanceFactor
    self.defaultSeed = defaultSeed
    self.tokensPerSecond = tokensPerSecond
    self.serverFaults = serverFaults
    self.slowness = slowness
  }
}
