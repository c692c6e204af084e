import PythonText

/// Definitions in the other parts of an answer that the chosen part may need.
struct SharedHelpers {
  private struct Source {
    var region: Int
    var statement: Int
  }

  private let regions: [CodeRegion]
  /// For every name the last complete definition.
  private var definitions: [String: Source] = [:]

  init(_ regions: [CodeRegion], entryPoint: String) {
    self.regions = regions
    for (index, region) in regions.enumerated() {
      for (position, statement) in region.module.statements.enumerated()
      where Self.isUsable(statement, in: region.module, entryPoint) {
        for name in region.module.boundNames(statement) where name != entryPoint {
          definitions[name] = Source(region: index, statement: position)
        }
      }
    }
  }

  /// The source that gives `wanted`, and what it needs in turn; the names in order.
  func source(
    for wanted: Set<String>, besides bound: Set<String>
  ) -> (source: [UInt8], names: [String]) {
    var pending = Array(wanted)
    var seen = wanted.union(bound)
    var chosen: [Set<Int>] = Array(repeating: [], count: regions.count)
    var names: [String] = []
    while let name = pending.popLast() {
      guard let found = definitions[name] else { continue }
      names.append(name)
      guard chosen[found.region].insert(found.statement).inserted else { continue }
      let module = regions[found.region].module
      for free in module.freeNames(module.statements[found.statement])
      where seen.insert(free).inserted { pending.append(free) }
    }
    var source: [UInt8] = []
    for (region, positions) in zip(regions, chosen) where !positions.isEmpty {
      if !source.isEmpty { source += [.newline, .newline] }
      source += region.module.source(of: positions.sorted())
    }
    return (source, names.sorted())
  }

  private static func isUsable(
    _ statement: PythonStatement, in module: PythonModule, _ entryPoint: String
  ) -> Bool {
    switch statement.kind {
    case .function:
      let end = statement.lines.upperBound
      return module.completeness(header: statement.header, end: end) == .complete
    case .classDefinition: return !module.isTestCase(statement)
    case .importing: return true
    case .assignment: return !module.freeNames(statement).contains(entryPoint)
    default: return false
    }
  }
}
