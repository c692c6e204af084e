import CanonicalJSON
import Experiments
import Presentation
import Runs

/// On what occasion an attempt is told.
protocol AttemptOccasion {
  /// The name of the record.
  static var name: String { get }
  /// What the record says, one sentence.
  static var summary: String { get }
}

/// Attempts that are made now.
enum AttemptMade: AttemptOccasion {
  static let name = "verdict"
  static let summary = "An attempt that was made now, with its verdict."
}

/// Attempts that are listed.
enum AttemptListed: AttemptOccasion {
  static let name = "attempt"
  static let summary = "An attempt of the session, as log and tree list it."
}

/// An attempt whose verdict is explained.
enum AttemptExplained: AttemptOccasion {
  static let name = "why"
  static let summary = "An attempt with the evidence of its verdict."
}

/// An attempt: one shape, whatever verb tells of it.
struct AttemptRecord<Occasion: AttemptOccasion>: ReplyRecord {
  static var name: String { Occasion.name }
  static var summary: String { Occasion.summary }
  static var members: [String: String] {
    [
      "node": "its address", "parent": "the attempt it grew from; @0 is the root",
      "outcome": "what the tests said", "passed": "assertions that held",
      "total": "assertions there are", "model": "the model asked; empty when by hand",
      "byHand": "whether a person wrote the code",
      "exposure": "what of the tests its prompt showed",
      "spec": "the spec its prompt showed", "guidance": "the guidance its prompt showed",
      "reviews": "the reviews on its path", "branches": "the branches that end at it",
      "bookmarks": "its names", "template": "the template of its prompt",
      "templateHash": "the hash of that template", "promptTokens": "estimated tokens of its prompt",
      "outputTokens": "tokens of the answer, as the server counted them",
      "costNanoUSD": "what the answer cost, in billionths of a dollar; none when unpriced",
      "modelMs": "time of the call in milliseconds", "testMs": "time of the tests in milliseconds",
      "candidate": "where in the answer the code was found",
      "notes": "what was repaired in the answer",
    ].merging(evidence) { first, _ in first }
  }

  /// What the tests showed: only where an attempt is made or explained.
  private static var evidence: [String: String] {
    [
      "results": "a letter per assertion: p held, f did not, e raised, n not reached",
      "split": "exact when each assertion was judged by itself, else first-failure",
      "failure": "the first assertion that did not hold",
      "exception": "the exception that ended the run", "phase": "load before any test, else test",
      "undefinedNames": "names that the code uses and nothing defines",
      "message": "which limit was met, or what could not be read",
      "proof": "same-process when the code could have forged its verdict",
      "cpuMs": "processor time of the run in milliseconds",
      "peakMemoryBytes": "the most memory of the run", "output": "the end of what the code printed",
      "python": "the interpreter's version", "pythonHash": "the hash of the interpreter",
    ]
  }

  var node: String
  var parent: String
  var outcome: Outcome
  var passed: Int
  var total: Int
  var model: String
  var byHand: Bool
  var exposure: Exposure
  var spec: String?
  var guidance: [String]
  var reviews: [String]
  var branches: [String]
  var bookmarks: [String]
  var template: String?
  var templateHash: String?
  var promptTokens: Int?
  var outputTokens: Int?
  var costNanoUSD: Int?
  var modelMs: Int
  var testMs: Int
  var candidate: String?
  var notes: [String]?
  var results: String?
  var split: String?
  var failure: AssertionFailure?
  var exception: ExceptionReport?
  var phase: String?
  var undefinedNames: [UndefinedName]?
  var message: String?
  var proof: String?
  var cpuMs: Double?
  var peakMemoryBytes: Int?
  var output: String?
  var python: String?
  var pythonHash: String?
}

extension AttemptRecord {
  var named: String? { node }

  /// What the session knows of an attempt; `sent` is the request that it answers.
  init(_ attempt: Attempt, of experiment: Experiment, sent: RequestSent?) {
    node = "@\(attempt.number)"
    parent = "@\(attempt.parent)"
    outcome = attempt.outcome
    passed = attempt.passed
    total = attempt.total
    model = attempt.model
    byHand = attempt.isByHand
    exposure = attempt.exposure
    spec = attempt.spec.map { "s\($0)" }
    guidance = attempt.guidance.map { "g\($0)" }
    reviews = experiment.reviews.filter { attempt.guidance.contains($0.guidance) }
      .map { "r\($0.number)" }
    branches = experiment.position.branches.filter { $0.tip == attempt.number }.map(\.name)
    bookmarks = experiment.position.bookmarks.filter { $0.value == attempt.number }.keys.sorted()
    template = sent?.template
    templateHash = sent?.templateHash.hex
    promptTokens = sent?.promptTokens
    outputTokens = attempt.outputTokens
    costNanoUSD = attempt.isByHand ? nil : attempt.cost?.nanoUSD
    modelMs = attempt.modelMs
    testMs = attempt.testMs
  }

  /// The attempt as it stands, its request read from the session.
  ///
  /// - Throws: `StoreError`, `EventError`.
  init(_ attempt: Attempt, in session: OpenSession, of taskID: String) async throws {
    let sent = attempt.request == nil ? nil : try await session.sentRequest(of: attempt)
    self.init(attempt, of: try await session.experiment(taskID), sent: sent)
  }

  /// Adds what the tests showed.
  func with(_ verdict: Verdict, _ extracted: CandidateExtracted? = nil) -> Self {
    var record = self
    record.candidate = extracted?.origin
    record.notes = extracted?.notes
    record.results = verdict.results
    record.split = verdict.split
    record.failure = verdict.failures.first
    record.exception = verdict.exception
    record.phase = verdict.phase
    record.undefinedNames = verdict.undefinedNames
    record.message = verdict.message.isEmpty ? nil : verdict.message
    record.proof = verdict.proof?.rawValue
    record.cpuMs = verdict.cpuMs
    record.peakMemoryBytes = verdict.peakMemoryBytes
    record.output = verdict.output.isEmpty ? nil : verdict.output
    record.python = verdict.python.isEmpty ? nil : verdict.python
    record.pythonHash = verdict.pythonHash
    return record
  }
}

extension RequestSent {
  /// The estimated tokens of all slots.
  var promptTokens: Int { slots.reduce(0) { $0 + $1.tokens } }
}
