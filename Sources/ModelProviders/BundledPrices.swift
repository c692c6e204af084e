package import Experiments

extension PriceTable {
  /// The table that is built into the program: `data/prices.json`.
  ///
  /// - Throws: `PriceTableError` when the built-in file is malformed.
  package static func bundled() throws -> PriceTable {
    try PriceTable(json: PackageResources.prices_json)
  }
}
