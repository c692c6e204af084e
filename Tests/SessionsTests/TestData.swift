import Glibc
import TerminalTesting

/// Public data that tests use where it is present: it is not part of the project.
enum TestData {
  /// The folder that `KODERZ_TEST_DATA` names, else `shared/data` beside the package.
  static let folder =
    getenv("KODERZ_TEST_DATA").map { String(cString: $0) } ?? Lab.packageRoot + "/../shared/data"

  /// HumanEval's 164 problems; nil when they are not there.
  static var humanEval: String? { present("HumanEval.jsonl.gz") }

  /// 817 responses of models to them; nil when they are not there.
  static var responses: String? { present("model-outputs.jsonl.gz") }

  private static func present(_ name: String) -> String? {
    let path = folder + "/" + name
    return access(path, R_OK) == 0 ? path : nil
  }

  /// The text of a gzip file.
  static func unpacked(_ path: String) async throws -> String {
    try await PipedProgram.run("/bin/gzip", arguments: ["-dc", path], input: "").output
  }
}
