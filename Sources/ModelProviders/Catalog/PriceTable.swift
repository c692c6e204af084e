package import Experiments
import FoundationEssentials

/// What models cost: dated entries with their sources.
package struct PriceTable: Sendable {
  /// One model's tier and price from a date on.
  package struct Entry: Sendable, Hashable {
    package var model: String
    package var tier: Tier
    package var price: Price
    /// The day from which the price was seen to hold, `YYYY-MM-DD`.
    package var asOf: String
    /// Where the price was read.
    package var source: String
  }

  /// Every entry, in the file's order.
  package let entries: [Entry]

  /// Reads a table as `data/prices.json` has it.
  ///
  /// - Throws: `PriceTableError` that names the first entry that cannot be read.
  package init(json: [UInt8]) throws {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(json))
    } catch {
      throw PriceTableError(model: nil, message: "not a price table: \(error)")
    }
    entries = try file.models.map { try $0.entry() }
  }

  /// The table that is built into the program.
  ///
  /// - Throws: `PriceTableError` when the built-in file is malformed.
  package static func bundled() throws -> PriceTable {
    try PriceTable(json: PackageResources.prices_json)
  }

  /// The names of all priced models, in order, each once.
  package var models: [String] {
    var seen: Set<String> = []
    return entries.map(\.model).filter { seen.insert($0).inserted }
  }

  /// The newest entry of a model; nil when the catalog does not know it.
  ///
  /// A dated release such as `gpt-4o-2024-08-06` has its family's entry.
  package func entry(for model: String) -> Entry? {
    let names = [model, undated(model)]
    for name in names {
      let dated = entries.filter { $0.model == name }
      if let newest = dated.max(by: { $0.asOf < $1.asOf }) { return newest }
    }
    return nil
  }

  /// A model's name without `-YYYYMMDD` or `-YYYY-MM-DD` at its end.
  private func undated(_ model: String) -> String {
    let parts = model.split(separator: "-", omittingEmptySubsequences: false)
    for lengths in [[8], [4, 2, 2]] {
      let tail = parts.suffix(lengths.count)
      let fits = tail.map(\.count) == lengths && tail.allSatisfy { $0.allSatisfy(\.isNumber) }
      if fits { return parts.dropLast(lengths.count).joined(separator: "-") }
    }
    return model
  }
}

/// A price table that cannot be read.
package struct PriceTableError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The entry at fault; nil when the file as a whole is.
  package var model: String?
  package var message: String

  package var description: String {
    model.map { "prices of \($0): \(message)" } ?? message
  }
}

private struct File: Decodable {
  struct Line: Decodable {
    var model: String
    var tier: Tier
    var input: String
    var output: String
    var asOf: String
    var source: String
  }

  var models: [Line]
}

extension File.Line {
  fileprivate func entry() throws -> PriceTable.Entry {
    PriceTable.Entry(
      model: model,
      tier: tier,
      price: Price(inputNanoUSD: try nano(input), outputNanoUSD: try nano(output)),
      asOf: asOf,
      source: source)
  }

  private func nano(_ text: String) throws -> Int {
    guard let amount = nanoUSDPerToken(perMillion: text) else {
      throw PriceTableError(
        model: model, message: "'\(text)' is not dollars with at most three decimals")
    }
    return amount
  }
}

/// Nano-dollars per token of a decimal price in dollars per million tokens; nil when not exact.
///
/// One dollar per million tokens is 1,000 nano-dollars per token: three decimals are exact.
func nanoUSDPerToken(perMillion text: String) -> Int? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard (1...2).contains(parts.count), parts.allSatisfy(isDigits) else { return nil }
  let fraction = parts.count == 2 ? parts[1] : "0"
  let padded = fraction + String(repeating: "0", count: max(0, 3 - fraction.count))
  guard padded.dropFirst(3).allSatisfy({ $0 == "0" }) else { return nil }
  return Int(parts[0] + padded.prefix(3))
}

private func isDigits(_ text: Substring) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
}
