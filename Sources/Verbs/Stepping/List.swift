package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs
import Judging

/// `list`: the code at hand.
package struct List: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show an attempt's code, or the problem's prompt, tests or canonical solution.",
    discussion: "Without a word: the code of the head, or the prompt at the root.")
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = [ListingRecord.self, MessageRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["why", "x", "diff", "spec"]
  package static let aliases = ["l"]
  package static let requires = [Requirement.problem]
  package static let examples = ["list", "list @2", "list tests", "list @2 completion"]
  package static let repeats = true
  package static let completions = [
    ArgumentCompletion.listed, .words(["code", "completion", "request"]),
  ]

  @Argument(
    help: "prompt, tests, canonical, or an attempt; then code, completion or request.")
  package var what: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let experiment = try await session.experiment()
    let whole = try await session.benchmarkProblem(experiment.taskID)
    let problem = whole.problem
    switch what.first {
    case "prompt": return listing(problem.prompt, "\(problem.taskID) prompt")
    case "tests": return tests(of: whole)
    case "canonical":
      return listing(problem.prompt + whole.gold.canonicalSolution, "\(problem.taskID) canonical")
    case nil where experiment.head == nil:
      return listing(problem.prompt, "\(problem.taskID) prompt")
    default: return try await attempt(session)
    }
  }

  private func tests(of whole: BenchmarkProblem) -> Reply {
    var reply = listing(whole.gold.tests, "\(whole.taskID) tests")
    for (name, text) in whole.gold.materials.sorted(by: { $0.key < $1.key }) {
      let more = listing(text, "\(whole.taskID) \(name)")
      reply.blocks += more.blocks
      reply.records += more.records
    }
    return reply
  }

  private func attempt(_ session: OpenSession) async throws -> Reply {
    let attempt = try await session.attempt(at: what.first ?? "@")
    let name = "@\(attempt.number)"
    switch what.dropFirst().first ?? "code" {
    case "code", "candidate":
      let verdict = try await session.verdict(of: attempt)
      guard let code = try await session.code(of: attempt) else {
        return Reply("\(name, .address) holds no code: \(verdict.message)")
      }
      let marked = Set(verdict.exception?.frames.last.map { [$0.line] } ?? [])
      return listing(code, name, marking: marked)
    case "completion":
      guard let ordinal = attempt.completion,
        let completion = try await session.event(ordinal).payload as? CompletionReceived
      else {
        throw WorkbenchError(
          "\(name) was written by hand: it has no completion", hint: "list \(name) shows its code")
      }
      return plain(try await session.text(completion.text), "\(name) completion")
    case "request":
      guard let ordinal = attempt.request,
        let sent = try await session.event(ordinal).payload as? RequestSent
      else {
        throw WorkbenchError(
          "\(name) was written by hand: it has no request", hint: "list \(name) shows its code")
      }
      return PromptText.messages(try await session.request(from: sent).messages)
    case let other:
      throw WorkbenchError(
        "an attempt has no “\(other)”", hint: "list \(name) code, completion or request",
        word: other,
        kind: .usage)
    }
  }

  private func listing(_ source: String, _ name: String, marking lines: Set<Int> = []) -> Reply {
    var reply = Reply(StyledText(name, .dim))
    reply.add(CodeListing.lines(of: source, marking: lines))
    reply.records = [record(source, name, line: lines.first)]
    return reply
  }

  private func plain(_ text: String, _ name: String) -> Reply {
    var reply = Reply(StyledText(name, .dim))
    reply.add(AnswerListing.lines(of: text).map { $0.indented() })
    reply.records = [record(text, name)]
    return reply
  }

  private func record(_ text: String, _ name: String, line: Int? = nil) -> ListingRecord {
    let node = name.hasPrefix("@") ? String(name.prefix { $0 != " " }) : nil
    return ListingRecord(name: name, node: node, text: text, line: line)
  }
}
