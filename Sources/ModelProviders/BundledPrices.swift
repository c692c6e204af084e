package import Experiments

extension PriceTable {
  /// The table that is built into the program: `data/prices.json`.
  ///
  /// The prefixes of the services that are reached by these kinds do not matter in names.
  ///
  /// - Throws: `PriceTableError` when the built-in file is malformed.
  package static func bundled(
    for kinds: [any ProviderKind.Type] = ProviderKinds.all
  ) throws -> PriceTable {
    try PriceTable(json: PackageResources.prices_json, servicePrefixes: kinds.catalogPrefixes)
  }
}
