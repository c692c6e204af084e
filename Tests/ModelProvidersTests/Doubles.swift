import Experiments
import ModelProviders
import ProviderTesting
import Simulators

/// Services whose every part fails when it is used unasked.
///
/// The simulator is among their kinds, so that what holds for all kinds is tested for it too.
func failingServices(
  simulator: SimulatorServices = failingSimulator()
) throws -> ProviderServices {
  ProviderServices(
    environment: ["OLLAMA_HOST": "127.0.0.1:1"],
    readFile: { throw Unasked(description: "\($0) was read: give readFile in this test") },
    prices: try PriceTable.bundled(),
    // Beyond any test's own time limit: how busy the machine is decides nothing.
    limits: CallLimits(
      total: .seconds(600), idle: .seconds(600), connect: .seconds(600), metadata: .seconds(600)),
    guests: [SimulatorKind(simulator)])
}

/// Every kind of provider that koderz has, in the order in which names are offered to them.
let everyKind: [any ProviderKind.Type] = [SimulatorKind.self] + ProviderKinds.all

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
