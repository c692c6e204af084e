import CanonicalJSON

/// What models cost: dated entries with their sources.
package struct PriceTable: Sendable, Hashable {
  /// One model's tier and price from a date on.
  package struct Entry: Sendable, Hashable {
    package var model: String
    package var tier: Tier
    package var price: Price
    /// The price of the same call through the vendor's batch interface; nil when there is none.
    package var batch: Price?
    /// The day from which the price was seen to hold, `YYYY-MM-DD`.
    package var asOf: String
    /// Where the price was read.
    package var source: String
  }

  /// Every entry, in the file's order.
  package let entries: [Entry]
  /// What may stand before a model's name to say which service hosts it: `openai/`.
  package let servicePrefixes: [String]

  package init(entries: [Entry] = [], servicePrefixes: [String] = []) {
    self.entries = entries
    self.servicePrefixes = servicePrefixes
  }

  /// Reads a table as `data/prices.json` has it.
  ///
  /// - Throws: `PriceTableError` that names the first entry that cannot be read.
  package init(
    json: [UInt8], servicePrefixes: [String] = []
  ) throws(PriceTableError) {
    let file: JSONValue
    do {
      file = try JSONValue(parsing: String(decoding: json, as: UTF8.self))
    } catch {
      throw PriceTableError(model: nil, message: "not a price table: \(error)")
    }
    guard let lines = file["models"]?.arrayValue else {
      throw PriceTableError(model: nil, message: "not a price table: it has no list “models”")
    }
    var entries: [Entry] = []
    for line in lines { entries.append(try Entry(line)) }
    self.entries = entries
    self.servicePrefixes = servicePrefixes
  }

  /// This table with another laid over it: a model that both know costs what the other says.
  package func overridden(by other: PriceTable) -> PriceTable {
    let replaced = Set(other.models)
    return PriceTable(
      entries: entries.filter { !replaced.contains($0.model) } + other.entries,
      servicePrefixes: servicePrefixes)
  }

  /// The names of all priced models, in order, each once.
  package var models: [String] {
    var seen: Set<String> = []
    return entries.map(\.model).filter { seen.insert($0).inserted }
  }

  /// The newest entry of a model, or the one that held on a day (`YYYY-MM-DD`); nil when the catalog
  /// does not know it.
  ///
  /// A dated release such as `gpt-4o-2024-08-06` has its family's entry, and a prefix that names the
  /// service does not matter. A day before the first entry has the first.
  package func entry(for model: String, on day: String? = nil) -> Entry? {
    let bare = bareName(model)
    for name in [bare, Self.undated(bare)] {
      let dated = entries.filter { $0.model == name }.sorted { $0.asOf < $1.asOf }
      guard let day else {
        if let newest = dated.last { return newest }
        continue
      }
      if let held = dated.last(where: { $0.asOf <= day }) ?? dated.first { return held }
    }
    return nil
  }

  /// A model's name without the prefix of a service that hosts it.
  package func bareName(_ model: String) -> String {
    let prefix = servicePrefixes.first { model.hasPrefix($0) }
    return String(model.dropFirst(prefix?.count ?? 0))
  }

  /// A model's name without `-YYYYMMDD` or `-YYYY-MM-DD` at its end.
  private static func undated(_ model: String) -> String {
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

extension PriceTable.Entry {
  fileprivate init(_ line: JSONValue) throws(PriceTableError) {
    guard let model = line["model"]?.stringValue, !model.isEmpty else {
      throw PriceTableError(model: nil, message: "an entry has no “model”")
    }
    self.model = model
    let members = Members(model: model, line: line)
    guard let tier = Tier(rawValue: try members.text("tier")) else {
      let tiers = Tier.allCases.map(\.rawValue).joined(separator: ", ")
      throw PriceTableError(model: model, message: "“tier” is none of \(tiers)")
    }
    self.tier = tier
    asOf = try members.text("asOf")
    source = try members.text("source")
    price = Price(
      inputPicoUSD: try members.required("input"), outputPicoUSD: try members.required("output"),
      cacheReadPicoUSD: try members.pico("cacheRead"),
      cacheWrite5mPicoUSD: try members.pico("cacheWrite5m"),
      cacheWrite1hPicoUSD: try members.pico("cacheWrite1h"),
      longestInputTokens: line["longestInput"]?.integerValue)
    if let input = try members.pico("batchInput"), let output = try members.pico("batchOutput") {
      // Where input costs half, so do tokens read from a cache or written to it.
      let half: (Int?) -> Int? = { [price] full in
        full.flatMap { input * 2 == price.inputPicoUSD && $0.isMultiple(of: 2) ? $0 / 2 : nil }
      }
      batch = Price(
        inputPicoUSD: input, outputPicoUSD: output,
        cacheReadPicoUSD: half(price.cacheReadPicoUSD),
        cacheWrite5mPicoUSD: half(price.cacheWrite5mPicoUSD),
        cacheWrite1hPicoUSD: half(price.cacheWrite1hPicoUSD),
        longestInputTokens: price.longestInputTokens)
    }
  }
}

/// Reads the members of one entry.
private struct Members {
  var model: String
  var line: JSONValue

  func text(_ name: String) throws(PriceTableError) -> String {
    guard let text = line[name]?.stringValue else {
      throw PriceTableError(model: model, message: "“\(name)” is missing")
    }
    return text
  }

  func required(_ name: String) throws(PriceTableError) -> Int {
    guard let amount = try pico(name) else {
      throw PriceTableError(model: model, message: "“\(name)” is missing")
    }
    return amount
  }

  /// Pico-dollars per token; nil when the member is not there.
  func pico(_ name: String) throws(PriceTableError) -> Int? {
    guard line[name] != nil else { return nil }
    let text = try text(name)
    guard let amount = picoUSDPerToken(perMillion: text) else {
      throw PriceTableError(
        model: model, message: "'\(text)' is not dollars with at most six decimals")
    }
    return amount
  }
}

/// Pico-dollars per token of a decimal price in dollars per million tokens; nil when not exact.
///
/// One dollar per million tokens is 1,000,000 pico-dollars per token: six decimals are exact.
package func picoUSDPerToken(perMillion text: String) -> Int? {
  scaled(text, decimals: 6)
}

/// A decimal number without sign times a power of ten; nil when that is no whole number.
func scaled(_ text: String, decimals: Int) -> Int? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard (1...2).contains(parts.count), parts.allSatisfy(isDigits) else { return nil }
  let fraction = parts.count == 2 ? parts[1] : "0"
  let padded = fraction + String(repeating: "0", count: max(0, decimals - fraction.count))
  guard padded.dropFirst(decimals).allSatisfy({ $0 == "0" }) else { return nil }
  return Int(parts[0] + padded.prefix(decimals))
}

private func isDigits(_ text: Substring) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
}
