/// What a verb has to say; the shell prints it in the mode of the day.
package struct Reply: Sendable {
  /// A piece of a reply for people.
  package enum Block: Sendable, Hashable {
    case line(StyledText)
    case table(Table)
    case diff(LineDiff)
  }

  /// In the order to print them.
  package var blocks: [Block]
  /// The same for programs: one per line of output.
  package var records: [any ReplyRecord]

  package init(blocks: [Block] = [], records: [any ReplyRecord] = []) {
    self.blocks = blocks
    self.records = records
  }

  package init(_ lines: StyledText..., record: (any ReplyRecord)? = nil) {
    self.init(blocks: lines.map(Block.line), records: record.map { [$0] } ?? [])
  }

  /// Adds a line.
  package mutating func add(_ line: StyledText) { blocks.append(.line(line)) }

  /// Adds lines.
  package mutating func add(_ lines: [StyledText]) { blocks += lines.map(Block.line) }

  /// Adds a table.
  package mutating func add(_ table: Table) { blocks.append(.table(table)) }

  /// Adds a diff; the renderer knows whether it stands in one column or two.
  package mutating func add(_ diff: LineDiff) { blocks.append(.diff(diff)) }

  /// Adds what another reply says.
  package mutating func add(_ other: Reply) {
    blocks += other.blocks
    records += other.records
  }

  package var isEmpty: Bool { blocks.isEmpty && records.isEmpty }
}

/// Rows in columns; the renderer fits them to the window.
package struct Table: Sendable, Hashable {
  /// How a column's cells stand.
  package enum Alignment: Sendable, Hashable {
    case left
    case right
  }

  /// Heading of a column; an empty title is allowed.
  package struct Column: Sendable, Hashable {
    package var title: String
    package var alignment: Alignment
    /// Whether this column gives way first when the window is narrow.
    package var isFlexible: Bool
    /// How soon the column is left out where not all of them fit.
    ///
    /// The lowest rank goes first; those without one follow, from the right. The first column stays.
    package var dropRank: Int?

    package init(
      _ title: String, _ alignment: Alignment = .left, isFlexible: Bool = false,
      dropRank: Int? = nil
    ) {
      self.title = title
      self.alignment = alignment
      self.isFlexible = isFlexible
      self.dropRank = dropRank
    }
  }

  package var columns: [Column]
  /// Each with one cell per column.
  package var rows: [[StyledText]]

  package init(columns: [Column], rows: [[StyledText]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// The table without the column of a title.
  package func without(_ title: String) -> Table {
    guard let index = columns.firstIndex(where: { $0.title == title }) else { return self }
    var table = self
    table.columns.remove(at: index)
    for row in table.rows.indices { table.rows[row].remove(at: index) }
    return table
  }
}
