import Experiments
import Presentation
package import Runs

/// A session as a Markdown document, for people and for repositories.
///
/// Model text of any content (fences, HTML, control characters) stays text; secrets are redacted.
package enum MarkdownTranscript: TranscriptFormat {
  package static let fileExtension = "md"

  /// The whole document.
  package static func document(_ input: TranscriptInput) -> String {
    var blocks = heading(input)
    for experiment in input.experiments {
      blocks += MarkdownExperiment(experiment, in: input).blocks
    }
    if input.experiments.count > 1 {
      blocks += ["## Cost of the session", MarkdownCost.table(input.ledger)]
    }
    blocks += commands(input.events)
    return Markdown.blocks(blocks).source + "\n"
  }

  private static func heading(_ input: TranscriptInput) -> [Markdown] {
    let experiments = input.experiments
    let solved = experiments.count { $0.firstModelPass != nil }
    let attempts = experiments.reduce(0) { $0 + $1.attempts.count }
    var facts: Markdown =
      "koderz \(input.koderz) · \(solved) of \(Numbers.plural(experiments.count, "problem")) solved"
    facts.source += " · \(Numbers.plural(attempts, "attempt"))"
    facts.source += " · \(Numbers.plural(input.events.count, "event"))"
    if let first = input.events.first, let last = input.events.last {
      facts.source += " · \(first.at) to \(last.at)"
    }
    return ["# Session \(input.state.name)", facts]
  }

  /// The verbs as a script that does it again.
  private static func commands(_ events: [Event]) -> [Markdown] {
    let lines = events.compactMap { event -> String? in
      guard let command = event.payload as? CommandRun else { return nil }
      return command.line
    }
    return lines.isEmpty ? [] : ["## Commands", .fence(lines.joined(separator: "\n"))]
  }
}

/// What model calls cost, by role and model.
enum MarkdownCost {
  static func table(_ ledger: Ledger) -> Markdown {
    let entries = ledger.entries.sorted { left, right in
      (order(left.key.role), left.key.model) < (order(right.key.role), right.key.model)
    }
    var rows = entries.map { key, totals in
      row(["\(key.role.rawValue)", "\(key.model)", "\(key.tier.rawValue)"], totals)
    }
    if rows.count != 1 { rows.append(row(["total", "", ""], ledger.total())) }
    return .table(
      ["role", "model", "tier", "calls", "tokens in", "tokens out", "time", "cost"],
      numbers: [3, 4, 5, 6, 7], rows)
  }

  private static func order(_ role: Role) -> Int { Role.allCases.firstIndex(of: role) ?? 0 }

  private static func row(_ names: [Markdown], _ totals: Ledger.Totals) -> [Markdown] {
    names + [
      "\(Numbers.count(totals.calls))", "\(CostText.tokens(totals.inputTokens, of: totals))",
      "\(CostText.tokens(totals.outputTokens, of: totals))",
      "\(Numbers.duration(ms: totals.modelMs))",
      Markdown(source: CostText.total(totals).replacing("$", with: "\\$")),
    ]
  }
}
