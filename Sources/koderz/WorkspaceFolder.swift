import Glibc
import Runs

/// Finds the folder that holds `sessions/` and `data/`.
enum WorkspaceFolder {
  /// `--workspace`, `KODERZ_WORKSPACE`, the nearest folder upwards that holds both, else the user's.
  ///
  /// - Throws: `WorkbenchError` when a temporary folder cannot be made.
  static func find(_ options: Koderz, _ environment: [String: String]) throws -> String {
    if options.ephemeral { return try temporary(environment) }
    if let named = options.workspace ?? environment["KODERZ_WORKSPACE"], !named.isEmpty {
      return absolute(named)
    }
    let here = LocalFiles.currentFolder
    var folder = here
    while true {
      if LocalFiles.isFolder(folder + "/sessions"), LocalFiles.isFolder(folder + "/data") {
        return folder
      }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
      folder = String(folder[..<slash])
    }
    return dataFolder(environment)
  }

  /// The path from the root, without `.` and empty parts.
  private static func absolute(_ path: String) -> String {
    let path = path.hasPrefix("/") ? path : LocalFiles.currentFolder + "/" + path
    return "/" + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  private static func temporary(_ environment: [String: String]) throws -> String {
    let base = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(base)/koderz-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw WorkbenchError(
        "cannot make a temporary workspace in \(base)",
        hint: "free some space there, or set TMPDIR to another folder")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes a temporary workspace and all in it.
  static func remove(_ folder: String) {
    LocalFiles.removeTree(folder)
  }

  static func configFolder(_ environment: [String: String]) -> String {
    xdg("XDG_CONFIG_HOME", ".config", environment)
  }

  /// Where the lines that were typed are kept.
  static func historyPath(_ environment: [String: String]) -> String {
    xdg("XDG_STATE_HOME", ".local/state", environment) + "/history"
  }

  /// A folder for what can be made again; nil when there is no place for one.
  static func makeCacheFolder(_ environment: [String: String], _ name: String) -> String? {
    var path = ""
    for part in (xdg("XDG_CACHE_HOME", ".cache", environment) + "/" + name).split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) != 0 && errno != EEXIST { return nil }
    }
    return path
  }

  private static func dataFolder(_ environment: [String: String]) -> String {
    xdg("XDG_DATA_HOME", ".local/share", environment)
  }

  private static func xdg(
    _ variable: String, _ fallback: String, _ environment: [String: String]
  ) -> String {
    if let folder = environment[variable], folder.hasPrefix("/") { return folder + "/koderz" }
    return (environment["HOME"] ?? "/tmp") + "/\(fallback)/koderz"
  }
}
