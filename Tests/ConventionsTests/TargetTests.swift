import Testing
import TestKit

/// The targets are as `docs/Architecture.md` shows them, and none outgrows the others.
@Suite(.paced)
struct TargetTests {
  /// A row of the table: what a target uses and how large it is.
  private struct Row {
    var name: String
    var uses: [String]
    var lines: Int?
  }

  private func rows() throws -> [Row] {
    let text = try PackageFiles.text("docs/Architecture.md")
    let row = #/(?m)^\| `([^`]+)` \| [^|]* \| ([^|]*?) ?\| ([^|]*?) ?\|$/#
    return text.prefix(upTo: text.firstRange(of: "\n## `step`")?.lowerBound ?? text.endIndex)
      .matches(of: row).map { row in
        Row(
          name: String(row.1), uses: row.2.split(separator: ", ").map(String.init),
          lines: Int(row.3.filter { $0 != "," }))
      }
  }

  @Test func `the table names exactly the manifest's targets`() throws {
    let targets = try Manifest.targets().map(\.name)
    #expect(targets.count > 40)
    #expect(try rows().map(\.name).sorted() == targets.sorted())
  }

  @Test func `the table's arrows are the manifest's`() throws {
    let rows = Dictionary(try rows().map { ($0.name, $0.uses) }) { first, _ in first }
    for target in try Manifest.targets() {
      let uses = target.targets + target.packages
      #expect(rows[target.name]?.sorted() == uses.sorted(), "\(target.name)")
    }
  }

  /// Written to the hundred; small targets may be off by fifty lines.
  @Test func `the table's sizes are right within 15 %`() throws {
    let rows = Dictionary(try rows().map { ($0.name, $0.lines) }) { first, _ in first }
    for target in try Manifest.targets() {
      let written = try #require(rows[target.name] ?? nil, "\(target.name) has no size")
      let difference = (written - target.lines).magnitude
      #expect(
        difference <= max(60, target.lines * 15 / 100),
        "\(target.name) has \(target.lines) lines; the table says \(written)")
    }
  }

  @Test func `no target has more than a fifth of the sources`() throws {
    let sources = try Manifest.targets().filter(\.isSource)
    let all = sources.reduce(0) { $0 + $1.lines }
    #expect(all > 30_000)
    for target in sources {
      #expect(target.lines * 5 <= all, "\(target.name) has \(target.lines) of \(all) lines")
    }
  }

  /// Executables are built for the tests that start them, and not imported.
  @Test func `every arrow is an import`() throws {
    let targets = try Manifest.targets()
    let files = PackageFiles.sources + PackageFiles.tests
    let imported = targets.filter { $0.name.first?.isUppercase == true }.map(\.name)
    for target in targets {
      let own = files.filter { $0.path.hasPrefix("\(target.folder)/") }
      for used in target.targets where imported.contains(used) {
        #expect(
          own.contains { $0.lines.contains { $0.hasSuffix("import \(used)") } },
          "\(target.name) never imports \(used)")
      }
    }
  }

  /// A leaf is a target that uses no other of ours.
  @Test(arguments: ["Experiments", "Extraction"])
  func `the centre, and who needs only it, use nothing else of ours but leaves`(name: String) throws
  {
    let targets = try Manifest.targets()
    let leaves = targets.filter { $0.targets.isEmpty }.map(\.name)
    let target = try #require(targets.first { $0.name == name })
    #expect(target.targets.filter { $0 != "Experiments" && !leaves.contains($0) } == [])
  }

  @Test(arguments: [
    "ModelProviders", "Simulators", "Extraction", "PythonSandbox", "Storage", "Problems",
  ])
  func `no adapter uses another`(name: String) throws {
    let targets = try Manifest.targets()
    let leaves = targets.filter { $0.targets.isEmpty }.map(\.name)
    let target = try #require(targets.first { $0.name == name })
    #expect(target.targets.filter { !(["Experiments", "Judging"] + leaves).contains($0) } == [])
  }
}
