package import Experiments

/// The built-in simulator: `sim:p[:seed]`.
package struct SimulatorKind: ProviderKind {
  package static let name = "sim"
  package static let title = "the simulator"
  package static let prefix = "sim:"
  package static let form = "sim:p[:seed]"
  package static let example = "sim:0.4"
  package static let prices = PriceFamily.free
  /// No: what it does must not depend on the time of day, as a breaker's pause would.
  package static let isServer = false

  private let services: SimulatorServices
  private let proofs: FailureProofs
  private let calls = CallCounter()

  /// Makes the simulator ready to answer.
  package init(_ services: SimulatorServices) {
    self.services = services
    proofs = FailureProofs(verify: services.verify)
  }

  package func claims(_ model: String) -> Bool { model == "sim" || model.hasPrefix(Self.prefix) }

  package func resolve(_ model: String) throws -> ResolvedModel {
    ResolvedModel(
      provider: try provider(model), name: model, tier: .local, price: .free, isSimulator: true)
  }

  package var listing: (any ModelProvider)? { try? provider(Self.example) }

  private func provider(_ model: String) throws -> SimulatorProvider {
    SimulatorProvider(
      identity: try SimulatorName(model, defaultSeed: services.settings.defaultSeed),
      services: services,
      proofs: proofs,
      calls: calls)
  }
}
