package import Experiments
package import Problems

/// What loading a problem set gave.
package struct LoadReport: Sendable {
  /// The file's name without folder.
  package var name: String
  package var loaded: Int
  /// Lines that could not be read: file, line, reason.
  package var defects: [String]
}

/// Where problems are read from; holds none.
package struct ProblemSource: Sendable {
  private let files: Files
  private let workspaceFolder: String

  package init(files: Files, workspaceFolder: String) {
    (self.files, self.workspaceFolder) = (files, workspaceFolder)
  }

  /// The problems of the workspace's `data/`, else the built-in ones.
  ///
  /// - Throws: `FileError`.
  package func library() throws -> ProblemSet {
    var found = ProblemSet()
    let folder = "\(workspaceFolder)/data"
    for name in files.list(folder) where name.hasSuffix(".jsonl") || name.hasSuffix(".jsonl.gz") {
      if let set = try? problems("\(folder)/\(name)").set { found.add(set.items) }
    }
    return found.problems.isEmpty ? try problems("starter").set : found
  }

  /// The problems of one file: `starter`, a path, or a name in the workspace or its `data/`.
  ///
  /// - Throws: `FileError` when there is no such file, `WorkbenchError` when it is no problem set.
  func problems(_ path: String) throws -> (set: ProblemSet, report: LoadReport) {
    let (bytes, name) = try bytes(path)
    let load = try ProblemFile.load(bytes, name: name)
    let short = name.split(separator: "/").last.map(String.init) ?? name
    let report = LoadReport(
      name: short, loaded: load.problems.count, defects: load.defects.map(\.description))
    return (ProblemSet(load.problems), report)
  }

  private func bytes(_ path: String) throws -> (bytes: [UInt8], name: String) {
    if path == "starter" { return (PackageResources.starter_jsonl, "starter.jsonl") }
    do {
      return (try files.read(path), path)
    } catch let error as FileError {
      guard !path.hasPrefix("/") else { throw error }
      for folder in [workspaceFolder, workspaceFolder + "/data"] {
        if let bytes = try? files.read("\(folder)/\(path)") { return (bytes, "\(folder)/\(path)") }
      }
      throw error
    }
  }
}
