import ArgumentParser
import Experiments
import Problems
import Synchronization

/// One word that could stand at the cursor.
package struct CompletionCandidate: Sendable, Hashable {
  package var text: String
  package var note: String
}

/// What completion knows: a copy of names, taken between verbs, that the editor's thread may read.
package final class CompletionSource: Sendable {
  private struct Names {
    var problems: [CompletionCandidate] = []
    var nodes: [CompletionCandidate] = []
    var branches: [CompletionCandidate] = []
    var specs: [CompletionCandidate] = []
    var sessions: [CompletionCandidate] = []
    var models: [CompletionCandidate] = []
  }

  private let names = Mutex(Names())
  private let listFolder: @Sendable (String) -> [String]

  package init(listFolder: @escaping @Sendable (String) -> [String]) {
    self.listFolder = listFolder
  }

  /// Takes in the names as they are now.
  package func refresh(from workspace: Workspace) async {
    let problems = (try? await workspace.problemLibrary().problems) ?? []
    let sessions = (try? await workspace.services.store.sessions().map(\.name)) ?? []
    let settings = await workspace.currentSettings
    var fresh = Names()
    fresh.problems = problems.map { CompletionCandidate(text: $0.taskID, note: $0.entryPoint) }
    fresh.sessions = sessions.map { CompletionCandidate(text: $0, note: "") }
    fresh.models = Role.allCases.map { role in
      CompletionCandidate(text: settings.model(role), note: role.rawValue)
    }
    fresh.models.append(CompletionCandidate(text: "sim:0.3", note: "simulator"))
    if let experiment = await workspace.state.experiment {
      fresh.nodes = experiment.attempts.reversed().map {
        CompletionCandidate(
          text: "@\($0.number)", note: "\($0.outcome.rawValue) \($0.passed)/\($0.total)")
      }
      fresh.nodes += experiment.position.bookmarks.keys.sorted().map {
        CompletionCandidate(text: $0, note: "bookmark")
      }
      fresh.branches = experiment.position.branches.map {
        CompletionCandidate(text: $0.name, note: "@\($0.tip)")
      }
      fresh.specs = experiment.specs.map {
        CompletionCandidate(text: "s\($0.number)", note: $0.model)
      }
    }
    names.withLock { $0 = fresh }
  }

  /// The words that could stand where the text ends, and how many characters they replace.
  package func candidates(
    before text: String
  ) -> (replaced: Int, candidates: [CompletionCandidate]) {
    let command = text.split(separator: ";", omittingEmptySubsequences: false).last ?? ""
    var words = command.split(whereSeparator: \.isWhitespace).map(String.init)
    let word = command.last?.isWhitespace ?? true ? "" : words.removeLast()
    guard let first = words.first, let verb = try? VerbTable.verb(for: first) else {
      return words.isEmpty ? (word.count, matching(word, Self.verbs)) : (word.count, [])
    }
    let position = words.count - 1
    let kinds = verb.completions
    guard let kind = position < kinds.count ? kinds[position] : kinds.last else {
      return (word.count, [])
    }
    return (word.count, matching(word, known(kind, word)))
  }

  private static let verbs = Verbs.all.map {
    CompletionCandidate(text: $0.name, note: $0.configuration.abstract)
  }

  private func known(_ kind: ArgumentCompletion, _ word: String) -> [CompletionCandidate] {
    let names = names.withLock { $0 }
    switch kind {
    case .problem: return names.problems
    case .node: return names.nodes + names.branches
    case .branch: return names.branches
    case .spec: return names.specs
    case .model: return names.models
    case .session: return names.sessions
    case .verb: return Self.verbs
    case .setting:
      return SettingDeclarations.all.map { CompletionCandidate(text: $0.name, note: $0.help) }
    case .prompt:
      return BuiltInPrompts.all.keys.sorted().map { CompletionCandidate(text: $0, note: "") }
    case .words(let words): return words.map { CompletionCandidate(text: $0, note: "") }
    case .path: return paths(word)
    }
  }

  private func paths(_ word: String) -> [CompletionCandidate] {
    let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
    return listFolder(folder.isEmpty ? "." : folder).map {
      CompletionCandidate(text: folder + $0, note: "")
    }
  }

  /// Case and separators do not matter: `he/3` finds `HumanEval/3`.
  private func matching(
    _ word: String, _ candidates: [CompletionCandidate]
  ) -> [CompletionCandidate] {
    guard !word.isEmpty else { return candidates }
    let plain = candidates.filter { $0.text.lowercased().hasPrefix(word.lowercased()) }
    if !plain.isEmpty { return plain }
    let parts = word.lowercased().split(separator: "/")
    guard parts.count == 2 else { return [] }
    return candidates.filter { candidate in
      let own = candidate.text.split(separator: "/")
      guard own.count == 2 else { return false }
      let initials = own[0].filter(\.isUppercase).lowercased()
      return (initials.hasPrefix(parts[0]) || own[0].lowercased().hasPrefix(parts[0]))
        && own[1].hasPrefix(parts[1])
    }
  }
}
