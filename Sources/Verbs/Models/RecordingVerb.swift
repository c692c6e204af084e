package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Problems
import Runs

/// `recording`: the session's answers as a file, and back.
package struct RecordingVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "recording",
    abstract: "Write the session's answers to a file that can answer in another session.",
    discussion: """
      Every call is recorded as it is made; recording export writes the answered ones as JSON Lines; what \
      looks like a key is replaced in any text. recorded:FILE is a model that gives them back: on each branch the n-th \
      request of a role on a problem gets the n-th answer, and a retry the next. Replaying spends nothing: \
      each answer shows what was paid for it when it was recorded. So a recording made with one provider drives another session, or \
      a rerun on another branch.
      """,
    subcommands: [RecordingExport.self, RecordingImport.self],
    defaultSubcommand: RecordingExport.self)
  package static let group = VerbGroup.models
  package static let records = recordsOfParts
  package static let effects = effectsOfParts
  package static let seeAlso = ["rerun", "replay", "models", "session"]
  package static let examples = [
    "recording export answers.jsonl",
    "recording export answers.jsonl; recording import answers.jsonl",
  ]
  package static let completions = [ArgumentCompletion.words(["export", "import"]), .path]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply { Reply() }
}

struct RecordingExport: Verb {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the session's answers, one JSON object a line.")
  static let group = VerbGroup.models
  static let records: [any ReplyRecord.Type] = [RecordingRecord.self]
  static let effects: Set<VerbEffect> = [.writesFiles]
  @Argument(help: "The file to write.") var file: String
  @Option(help: "Only answers of this role: coder, spec or reviewer.") var role: String?

  func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let role = try role.map(Self.role)
    var lines: [String] = []
    var problems: Set<String> = []
    for call in try await session.recordedCalls() where role == nil || call.sent.role == role {
      lines.append(try await session.recordingLine(call))
      problems.insert(call.taskID)
    }
    guard !lines.isEmpty else {
      throw WorkbenchError(
        "this session holds no answer of a model", hint: "step asks for one")
    }
    try session.services.files.write(file, Array((lines.joined(separator: "\n") + "\n").utf8))
    return Reply(
      "\(file, .file) · \(Numbers.plural(lines.count, "answer")) to \(Numbers.plural(problems.count, "problem")) · set coder recorded:\(file) answers from it",
      record: RecordingRecord(
        file: file, answers: lines.count, problems: problems.count, model: "recorded:\(file)"))
  }

  private static func role(_ word: String) throws -> Role {
    guard let role = Role(rawValue: word) else {
      throw WorkbenchError(
        "there is no role “\(word)”", hint: "roles: coder, spec, reviewer", word: word, kind: .usage
      )
    }
    return role
  }
}

struct RecordingImport: Verb {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Check a file of answers and keep it in the workspace, in data/recordings.")
  static let group = VerbGroup.models
  static let records: [any ReplyRecord.Type] = [RecordingRecord.self]
  static let effects: Set<VerbEffect> = [.readsFiles, .writesFiles]
  @Argument(help: "The file to read.") var file: String

  func run(in context: VerbContext) async throws -> Reply {
    let services = context.session.services
    _ = try services.models.resolve("recorded:\(file)")
    let packed = try services.files.read(file)
    let bytes = Gzip.isGzip(packed) ? try Gzip.inflate(packed, name: file) : packed
    let text = context.session.redacted(String(decoding: bytes, as: UTF8.self))
    var name = file.split(separator: "/").last.map(String.init) ?? file
    if name.hasSuffix(".gz") { name.removeLast(3) }
    let path = "\(services.workspaceFolder)/data/recordings/\(name)"
    if path != file { try services.files.write(path, Array(text.utf8)) }
    let count = text.split(separator: "\n").count { $0.contains { !$0.isWhitespace } }
    return Reply(
      "\(Numbers.plural(count, "line")) kept · models use coder recorded:\(path) answers from them",
      record: RecordingRecord(file: path, answers: count, model: "recorded:\(path)"))
  }
}

/// An answered call of a session.
struct RecordedCall: Sendable {
  var taskID: String
  var at: Timestamp
  var sent: RequestSent
  var completion: CompletionReceived
}

extension OpenSession {
  /// The answered calls of the open session, in order.
  ///
  /// - Throws: `StoreError`, `EventError`.
  func recordedCalls() async throws -> [RecordedCall] {
    var calls: [RecordedCall] = []
    var requests: [Int: RequestSent] = [:]
    for event in try await events(of: [RequestSent.kind, CompletionReceived.kind]) {
      switch event.payload {
      case let sent as RequestSent: requests[event.ordinal] = sent
      case let completion as CompletionReceived:
        guard let taskID = event.experiment, let parent = event.parent, let sent = requests[parent]
        else { continue }
        calls.append(
          RecordedCall(taskID: taskID, at: event.at, sent: sent, completion: completion))
      default: continue
      }
    }
    return calls
  }

  /// A call as a line of a recording, keys in its texts replaced.
  ///
  /// The answer is run again: names that values are given to do not count in it, as they are code.
  ///
  /// - Throws: `StoreError`.
  func recordingLine(_ call: RecordedCall) async throws -> String {
    let completion = call.completion
    let messages = try await request(from: call.sent).messages
    var members: [String: JSONValue] = [
      "task_id": .string(call.taskID), "role": .string(completion.role.rawValue),
      "model": .string(completion.model), "tier": .string(completion.tier.rawValue),
      "reportedModel": .string(completion.reportedModel),
      "response": .string(redacted(try await text(completion.text))),
      "stopReason": .string(completion.stopReason.rawValue),
      "usage": try JSONValue(encoding: completion.usage),
      "sampling": try JSONValue(encoding: call.sent.sampling),
      "sample": .integer(completion.sample), "requestHash": .string(completion.requestHash.hex),
      "totalMs": .integer(completion.totalMs), "at": .string(call.at.description),
      "messages": .array(
        messages.map {
          ["role": .string($0.role.rawValue), "content": .string(SecretScan.redact($0.content))]
        }),
    ]
    if let unsent = completion.unsent {
      members["unsent"] = .array(unsent.map(JSONValue.string))
    }
    if let cost = completion.cost {
      members["costNanoUSD"] = .integer(cost.nanoUSD)
    } else {
      members["unpriced"] = true
    }
    if let reasoning = completion.reasoning {
      members["reasoning"] = .string(redacted(try await text(reasoning)))
    }
    return JSONValue.object(members).canonical
  }
}
