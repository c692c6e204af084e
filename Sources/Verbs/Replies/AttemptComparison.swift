import Experiments
import Presentation
import Runs

/// Two attempts side by side: their code, verdicts and prompts.
struct AttemptComparison {
  struct Side {
    var attempt: Attempt
    var code: String
    var verdict: Verdict
    /// Empty when the code was written by hand.
    var slots: [SlotRecord]
    var prompt: String
  }

  var old: Side
  var new: Side

  init(old: Attempt, new: Attempt, in session: OpenSession) async throws {
    self.old = try await Self.side(old, session)
    self.new = try await Self.side(new, session)
  }

  private static func side(_ attempt: Attempt, _ session: OpenSession) async throws -> Side {
    var slots: [SlotRecord] = []
    var prompt = ""
    if attempt.request != nil {
      let sent = try await session.sentRequest(of: attempt)
      slots = sent.slots
      prompt = try await session.request(from: sent).messages.map(\.content)
        .joined(separator: "\n")
    }
    return Side(
      attempt: attempt, code: try await session.code(of: attempt) ?? "",
      verdict: try await session.verdict(of: attempt), slots: slots, prompt: prompt)
  }

  /// Code and verdict, and which slots of the prompt changed.
  func reply() -> Reply {
    let diff = LineDiff(old: old.code, new: new.code)
    var reply = Reply(
      "\("@\(old.attempt.number)", .address) → \("@\(new.attempt.number)", .address)   code \(DiffText.summary(diff))   verdict \(verdictChange)   prompt \(slotChange)"
    )
    reply.add(diff)
    reply.records = [
      DiffRecord(diff, what: "code", old: oldName, new: newName),
      VerdictDiffRecord(
        old: oldName, new: newName, fixed: fixed, broken: broken, from: old.verdict.outcome,
        to: new.verdict.outcome),
    ]
    return reply
  }

  /// The prompts, line by line.
  func promptReply() -> Reply {
    let diff = LineDiff(old: old.prompt, new: new.prompt)
    var reply = Reply(
      "prompt of \("@\(old.attempt.number)", .address) → \("@\(new.attempt.number)", .address)   \(slotChange)   \(DiffText.summary(diff))"
    )
    reply.add(diff)
    var record = DiffRecord(diff, what: "prompt", old: oldName, new: newName)
    record.slots = changedSlots
    reply.records = [record]
    return reply
  }

  private var oldName: String { "@\(old.attempt.number)" }
  private var newName: String { "@\(new.attempt.number)" }

  /// Assertions that hold now and did not before; counted one by one where both runs are exact.
  private var fixed: Int { count { $0 != "p" && $1 == "p" } }
  private var broken: Int { count { $0 == "p" && $1 != "p" } }

  private func count(_ changed: (Character, Character) -> Bool) -> Int {
    let width = max(old.verdict.results.count, new.verdict.results.count)
    func padded(_ text: String) -> String {
      text + String(repeating: "n", count: width - text.count)
    }
    return zip(padded(old.verdict.results), padded(new.verdict.results)).count(where: changed)
  }

  private var verdictChange: String {
    if old.verdict.outcome == new.verdict.outcome, fixed == 0, broken == 0 { return "unchanged" }
    let outcomes = "\(old.verdict.outcome.rawValue) → \(new.verdict.outcome.rawValue)"
    return "\(outcomes), \(fixed) fixed, \(broken == 0 ? "none" : String(broken)) broken"
  }

  private var slotChange: String {
    let all = changedSlots
    return all.isEmpty ? "same" : all.joined(separator: " ")
  }

  private var changedSlots: [String] {
    let before = Dictionary(uniqueKeysWithValues: old.slots.map { ($0.name, $0.text) })
    let after = Dictionary(uniqueKeysWithValues: new.slots.map { ($0.name, $0.text) })
    let added = new.slots.filter { before[$0.name] == nil }.map { "+\($0.name)" }
    let removed = old.slots.filter { after[$0.name] == nil }.map { "-\($0.name)" }
    let changed = new.slots.filter { slot in
      before[slot.name].map { $0 != slot.text } ?? false
    }.map { "~\($0.name)" }
    return added + removed + changed
  }
}

/// How diffs are summed up.
enum DiffText {
  static func summary(_ diff: LineDiff) -> String {
    let summary = diff.summary
    guard summary.hunks > 0 else { return "same" }
    return
      "\(Numbers.plural(summary.hunks, "hunk")) +\(summary.added) −\(summary.removed)"
  }
}

extension DiffRecord {
  init(_ diff: LineDiff, what: String, old: String, new: String) {
    let summary = diff.summary
    self.init(
      what: what, old: old, new: new, hunks: summary.hunks, added: summary.added,
      removed: summary.removed, text: diff.lines().map(\.plain))
  }
}
