import Testing

/// The targets that `Package.swift` declares, read as text.
enum Manifest {
  /// One target and what it may import.
  struct Target: Sendable {
    var name: String
    /// The folder that its files are in.
    var folder: String
    /// The targets of this package that it depends on.
    var targets: [String]
    /// The packages, and the libraries of the system, that it depends on.
    var packages: [String]

    /// How many lines of Swift it has.
    var lines: Int {
      (PackageFiles.sources + PackageFiles.tests)
        .filter { $0.path.hasPrefix("\(folder)/") }
        .reduce(0) { $0 + $1.lines.count - 1 }
    }

    /// Whether it is shipped or measured, not a test and not a test's kit.
    var isSource: Bool { folder.hasPrefix("Sources/") }
  }

  /// Every target, in the manifest's order.
  ///
  /// - Throws: an expectation's failure when the manifest cannot be read.
  static func targets() throws -> [Target] {
    let text = try PackageFiles.text("Package.swift")
    let declarations = text.prefix(
      upTo: text.firstRange(of: "swiftLanguageModes")?.lowerBound ?? text.endIndex)
    let starts = declarations.matches(
      of: #/\n    \.(target|testTarget|executableTarget|systemLibrary)\(/#)
    let ends = starts.dropFirst().map(\.range.lowerBound) + [declarations.endIndex]
    return zip(starts, ends).compactMap { start, end in
      target(kind: start.1, declarations[start.range.upperBound..<end])
    }
  }

  private static func target(kind: Substring, _ declaration: Substring) -> Target? {
    guard let name = declaration.firstMatch(of: #/name: "([^"]+)"/#)?.1 else { return nil }
    let path = declaration.firstMatch(of: #/[^.]path: "([^"]+)"/#)?.1
    let uses = declaration.firstMatch(of: #/dependencies: \[([^\[\]]*)\]/#)?.1 ?? ""
    let library = declaration.firstMatch(of: #/pkgConfig: "([^"]+)"/#)?.1
    let packages = Set(uses.matches(of: #/package: "([^"]+)"/#).map { String($0.1) })
    return Target(
      name: String(name),
      folder: path.map(String.init) ?? "\(kind == "testTarget" ? "Tests" : "Sources")/\(name)",
      targets: uses.replacing(#/\.product\([^)]*\)/#, with: "").matches(of: #/"([^"]+)"/#)
        .map { String($0.1) },
      packages: packages.sorted() + (library.map { [String($0)] } ?? []))
  }
}
