package import Experiments

/// A program of the person's own as a model: `exec:PROGRAM [ARGS]`.
///
/// Any model can be connected so without touching koderz; `ExecProvider` says what the program is
/// given and what it has to write. It costs what a price table says under its whole name; without an
/// entry it is unpriced, never free.
package struct ExecKind: AdapterKind {
  package static let name = "exec"
  package static let title = "a program"
  package static let prefix = "exec:"
  package static let form = "exec:PROGRAM [ARGS]"
  package static let example = "exec:my-model --fast"
  package static let prices = PriceFamily.program

  private let services: ProviderServices

  package init(_ services: ProviderServices) {
    self.services = services
  }

  package func claims(_ model: String) -> Bool { model.hasPrefix(Self.prefix) }

  package func resolve(_ model: String) throws -> ResolvedModel {
    guard let command = ProgramCommand(Self.bareName(model)) else {
      throw ProviderError(
        code: .notConfigured, endpoint: model,
        message: "the program is missing, or a quote is open", suggestion: Self.example)
    }
    let entry = services.prices.entry(for: model)
    return ResolvedModel(
      provider: ExecProvider(
        command: command, environment: services.environment),
      name: model, tier: entry?.tier ?? .local, price: entry?.price)
  }

  package var listing: (any ModelProvider)? { nil }
}
