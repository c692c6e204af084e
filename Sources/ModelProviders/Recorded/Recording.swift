import Experiments

/// One answer of a recording.
struct RecordedAnswer: Sendable, Hashable {
  var taskID: String
  var role: Role
  var response: String
  var source = RecordedSource()
  var usage: Usage
  /// What it cost, when the recording says so.
  var paid: Money?
  /// What the model thought, kept apart from its answer.
  var reasoning: String?
  var stopReason = StopReason.stop
}

/// How a line of a recording is written.
protocol RecordingFormat: Sendable {
  /// The answer of one line; nil when the line holds none, such as an event of another kind.
  ///
  /// - Throws: `RecordingLineError` when the line is malformed.
  static func answer(in line: ArraySlice<UInt8>) throws -> RecordedAnswer?

  /// Whether a file with this first line is of this format.
  static func recognizes(_ firstLine: ArraySlice<UInt8>) -> Bool
}

/// Why a line of a recording cannot be read.
struct RecordingLineError: Error, Sendable, Hashable {
  var message: String
}

/// Answers from a file, in the file's order.
struct Recording: Sendable {
  /// Which answers take turns: those of one role to one problem.
  private struct Turn: Hashable {
    var taskID: String
    var role: Role
  }

  /// The formats in the order of asking; the last takes what no other recognizes.
  static let formats: [any RecordingFormat.Type] = [
    PlainRecordingFormat.self
  ]

  private let answers: [Turn: [RecordedAnswer]]
  /// Who gave them.
  let sources: Set<RecordedSource>

  /// Reads a whole file.
  ///
  /// - Throws: `ProviderError` that names the first malformed lines as `file:line`.
  init(contentsOf path: String, bytes: [UInt8]) throws {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let format = Self.format(for: lines.first { !isBlank($0) })
    var answers: [Turn: [RecordedAnswer]] = [:]
    var faults: [String] = []
    for (number, line) in zip(1..., lines) where !isBlank(line) {
      do {
        guard let answer = try format.answer(in: line) else { continue }
        answers[Turn(taskID: answer.taskID, role: answer.role), default: []].append(answer)
      } catch let error as RecordingLineError {
        faults.append("\(path):\(number): \(error.message)")
      }
    }
    guard faults.isEmpty else { throw Self.malformed(path, faults) }
    self.answers = answers
    sources = Set(answers.values.joined().map(\.source))
  }

  /// The answer at an index, from 0, among those of a role to a problem; nil when there are fewer.
  func answer(taskID: String, role: Role, index: Int) -> RecordedAnswer? {
    let turns = answers[Turn(taskID: taskID, role: role)] ?? []
    return turns.indices.contains(index) ? turns[index] : nil
  }

  /// How many answers there are of a role to a problem.
  func count(taskID: String, role: Role) -> Int {
    answers[Turn(taskID: taskID, role: role)]?.count ?? 0
  }

  private static func format(for line: ArraySlice<UInt8>?) -> any RecordingFormat.Type {
    formats.first { format in line.map { format.recognizes($0) } ?? false }
      ?? PlainRecordingFormat.self
  }

  private static func malformed(_ path: String, _ faults: [String]) -> ProviderError {
    let more = faults.count > 3 ? " and \(faults.count - 3) more" : ""
    return ProviderError(
      code: .badResponse,
      endpoint: RecordedKind.prefix + path,
      message: faults.prefix(3).joined(separator: "; ") + more,
      suggestion: "the lines as recording export writes them")
  }
}

private func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
  line.allSatisfy { $0 == 32 || (9...13).contains($0) }
}
