import CanonicalJSON
import Experiments
import Judging
import FoundationEssentials
import Problems
import Extraction
import TestKit
import Testing

@Suite(.paced) struct `Extraction of recorded responses` {
  /// Responses whose candidate is other code than `recorded_code`.
  ///
  /// `docs/extraction-differences.md` says why for each.
  static let different: Set<String> = [
    "exp_1c3c1ce3_zeroshot", "exp_1dde03ee_zeroshot", "exp_351c8964_zeroshot",
    "exp_468acfbf_zeroshot", "exp_7236a675_zeroshot", "exp_7f5d09fb_zeroshot",
    "exp_92f9819f_zeroshot", "exp_9bc2cb0e_zeroshot", "exp_9c66f2af_zeroshot",
    "exp_fade7af0_zeroshot", "exp_fdec0faa_zeroshot",
  ]

  @Test(.enabled(if: RecordedResponses.exist, RecordedResponses.missing))
  func `Each real response gives its code`() async throws {
    let (problems, responses) = try RecordedResponses.load()
    #expect(responses.count == 817)
    var unlike: Set<String> = []
    for response in responses {
      await Task.yield()
      let problem = try #require(problems[response.taskID]?.problem)
      let extraction = PythonExtractor().extract(
        from: response.text, for: problem, truncated: false)
      guard case .candidate(let candidate) = extraction else {
        Issue.record("\(response.id): \(extraction)")
        continue
      }
      #expect(!candidate.notes.contains("\(problem.entryPoint) is not defined"), "\(response.id)")
      let solution = PythonExtractor().candidate(standalone: response.recordedCode, problem)
      if !Self.isSameCode(candidate.code, solution.code) { unlike.insert(response.id) }
    }
    #expect(unlike == Self.different)
  }

  @Test(.enabled(if: RecordedResponses.exist, RecordedResponses.missing))
  func `Cut and changed responses never trap`() async throws {
    let (problems, responses) = try RecordedResponses.load()
    var random = SeededRandom(seed: 817)
    for response in responses {
      await Task.yield()
      let problem = try #require(problems[response.taskID]?.problem)
      var bytes = Array(response.text.utf8)
      for _ in 0..<3 where !bytes.isEmpty {
        let offset = Int.random(in: 0..<bytes.count, using: &random)
        bytes[offset] = UInt8.random(in: 0...255, using: &random)
      }
      let cut = bytes.prefix(Int.random(in: 0...bytes.count, using: &random))
      let text = String(decoding: cut, as: UTF8.self)
      for truncated in [false, true] {
        _ = PythonExtractor().extract(from: text, for: problem, truncated: truncated)
      }
    }
  }

  private static func isSameCode(_ left: String, _ right: String) -> Bool {
    lines(left) == lines(right)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
  }
}

/// Real answers of models, which are not part of the project.
enum RecordedResponses {
  struct Response {
    var id: String
    var taskID: String
    var text: String
    var recordedCode: String
  }

  static let missing: Comment = "skipped: shared/data is not beside the package (KODERZ_TEST_DATA)"

  static var exist: Bool {
    ["HumanEval.jsonl.gz", "model-outputs.jsonl.gz"].allSatisfy {
      FileManager.default.fileExists(atPath: "\(directory)/\($0)")
    }
  }

  static func load() throws -> (problems: ProblemSet, responses: [Response]) {
    let problems = try ProblemFile.load(bytes("HumanEval.jsonl.gz"), name: "HumanEval").problems
    let packed = try bytes("model-outputs.jsonl.gz")
    let text = String(
      decoding: try Gzip.inflate(packed, name: "model-outputs.jsonl.gz"), as: UTF8.self)
    let responses = try text.split(separator: "\n").map { line in
      let record = try JSONValue(parsing: line)
      func member(_ name: String) throws -> String { try #require(record[name]?.stringValue) }
      return Response(
        id: try member("id"), taskID: try member("task_id"), text: try member("response"),
        recordedCode: try member("recorded_code"))
    }
    return (ProblemSet(problems), responses)
  }

  private static let directory =
    ProcessInfo.processInfo.environment["KODERZ_TEST_DATA"]
    ?? #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/../shared/data"

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(directory)/\(name)")))
  }
}
