import Foundation
import Testing

/// The files of this package, as text.
enum PackageFiles {
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  /// Every Swift file under `Sources`.
  static let sources: [SourceFile] = swiftFiles(under: "Sources")

  /// Every Swift file under `Tests`.
  static let tests: [SourceFile] = swiftFiles(under: "Tests")

  /// A file's text; `path` starts at the package's folder.
  ///
  /// - Throws: an expectation's failure that names the file when it cannot be read.
  static func text(_ path: String) throws -> String {
    let bytes = try #require(
      FileManager.default.contents(atPath: "\(root)/\(path)"), "\(path) cannot be read")
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The files right in a folder, as paths from the package's folder, in order.
  static func paths(under folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    return names.sorted().map { "\(folder)/\($0)" }
  }

  private static func swiftFiles(under folder: String) -> [SourceFile] {
    let paths = FileManager.default.enumerator(atPath: "\(root)/\(folder)")
    var files: [SourceFile] = []
    while let path = paths?.nextObject() as? String {
      guard path.hasSuffix(".swift"),
        let bytes = FileManager.default.contents(atPath: "\(root)/\(folder)/\(path)")
      else { continue }
      files.append(SourceFile(path: "\(folder)/\(path)", bytes: Array(bytes)))
    }
    return files.sorted { $0.path < $1.path }
  }
}
