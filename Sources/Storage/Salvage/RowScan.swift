/// Every row in the pages of a database, of whatever table, as far as it can be read.
///
/// **Source**: https://sqlite.org/fileformat2.html#b_tree_pages
struct RowScan {
  /// A value as SQLite keeps it.
  enum Value: Equatable {
    case null
    case integer(Int)
    case text(ArraySlice<UInt8>)
    case blob(ArraySlice<UInt8>)
    case real
  }

  struct Row: Equatable {
    /// Nil in tables without rowid and in indexes.
    var rowID: Int?
    var values: [Value]
  }

  let pages: DatabasePages

  /// Calls a function with every row.
  func forEachRow(_ body: (Row) -> Void) {
    for number in 1...max(1, pages.count) {
      guard let page = pages[number].map({ Array($0) }) else { continue }
      let header = number == 1 ? 100 : 0
      guard let kind = PageKind(rawValue: page[header]) else { continue }
      let cells = page[(header + 3)...].bigEndian(2)
      let pointers = header + kind.headerSize
      for index in 0..<cells where pointers + index * 2 + 2 <= page.count {
        let start = page[(pointers + index * 2)...].bigEndian(2)
        if let row = row(in: page[min(start, page.count)...], kind) { body(row) }
      }
    }
  }

  /// The pages that hold rows; the rest of a table's tree only leads to them.
  private enum PageKind: UInt8 {
    case indexInterior = 0x02
    case indexLeaf = 0x0A
    case tableLeaf = 0x0D

    var headerSize: Int { self == .indexInterior ? 12 : 8 }
  }

  private func row(in cell: ArraySlice<UInt8>, _ kind: PageKind) -> Row? {
    var rest = kind == .indexInterior ? cell.dropFirst(4) : cell
    guard let size = Self.varint(&rest), size > 0 else { return nil }
    let rowID = kind == .tableLeaf ? Self.varint(&rest) : nil
    let limit =
      kind == .tableLeaf ? pages.pageSize - 35 : (pages.pageSize - 12) * 64 / 255 - 23
    guard let payload = payload(size, limit: limit, rest), let values = Self.values(payload)
    else { return nil }
    return Row(rowID: rowID, values: values)
  }

  /// The bytes of a row: those in its page, then those in its chain of overflow pages.
  private func payload(
    _ size: Int,
    limit: Int,
    _ rest: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8>? {
    guard size > limit else { return rest.count >= size ? rest.prefix(size) : nil }
    let least = (pages.pageSize - 12) * 32 / 255 - 23
    let wanted = least + (size - least) % (pages.pageSize - 4)
    let local = wanted <= limit ? wanted : least
    guard rest.count >= local + 4 else { return nil }
    var bytes = Array(rest.prefix(local))
    var next = rest.dropFirst(local).bigEndian(4)
    var steps = 0
    while bytes.count < size {
      guard steps < pages.count, let page = pages[next] else { return nil }
      bytes += page.dropFirst(4).prefix(size - bytes.count)
      next = page.bigEndian(4)
      steps += 1
    }
    return bytes[...]
  }

  private static func values(_ payload: ArraySlice<UInt8>) -> [Value]? {
    var header = payload
    guard let headerSize = varint(&header), headerSize <= payload.count,
      headerSize >= payload.count - header.count
    else { return nil }
    header = payload[header.startIndex..<payload.startIndex + headerSize]
    var body = payload.dropFirst(headerSize)
    var values: [Value] = []
    while !header.isEmpty {
      guard let type = varint(&header), let value = value(type, &body) else { return nil }
      values.append(value)
    }
    return values
  }

  private static func value(_ type: Int, _ body: inout ArraySlice<UInt8>) -> Value? {
    let size =
      switch type {
      case 1...4: type
      case 5: 6
      case 6, 7: 8
      case 12...: (type - 12) / 2
      default: 0
      }
    guard body.count >= size, type >= 0 else { return nil }
    defer { body = body.dropFirst(size) }
    switch type {
    case 0: return .null
    case 1...6: return .integer(signed(body.prefix(size)))
    case 7: return .real
    case 8, 9: return .integer(type - 8)
    case 10, 11: return nil
    default: return type % 2 == 0 ? .blob(body.prefix(size)) : .text(body.prefix(size))
    }
  }

  private static func signed(_ bytes: ArraySlice<UInt8>) -> Int {
    let isNegative = (bytes.first ?? 0) >= 0x80
    return bytes.reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) }
  }

  /// A number of one to nine bytes, seven bits in each but the ninth.
  private static func varint(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    var value = 0
    for index in 1...9 {
      guard let byte = bytes.popFirst() else { return nil }
      if index == 9 { return value << 8 | Int(byte) }
      value = value << 7 | Int(byte & 0x7F)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
