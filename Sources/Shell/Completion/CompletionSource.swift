import ArgumentParser
import Experiments
import Problems
package import Runs
import Synchronization
package import Verbs

/// One word that could stand at the cursor.
package struct CompletionCandidate: Sendable, Hashable {
  package var text: String
  package var note: String

  package init(text: String, note: String = "") {
    self.text = text
    self.note = note
  }
}

/// What completion knows: a copy of names, taken between verbs, that the editor's thread may read.
package final class CompletionSource: Sendable {
  private struct Names {
    var problems = CandidateList()
    var nodes = CandidateList()
    var branches = CandidateList()
    var specs = CandidateList()
    var sessions = CandidateList()
    var models = CandidateList()
    var aliases = CandidateList()
    /// What each alias stands for.
    var aliasLines: [String: String] = [:]
    /// The problems that `problems` was made of, so that it is made once.
    var problemIDs: [String] = []
    var listedModels: Set<String> = []
  }

  /// Words of lines that were typed, for arguments that nothing else is known of.
  private let history = Mutex<[String: Int]>([:])
  private let names = Mutex(Names())
  private let listFolder: @Sendable (String) -> [String]
  private let home: String?
  private let filePrefixes: [String]

  /// Names of files come from `listFolder`, below `home` for a path that begins with `~/`.
  ///
  /// `filePrefixes` are what models' names begin with whose rest is a file's path.
  package init(
    home: String? = nil, filePrefixes: [String] = [],
    listFolder: @escaping @Sendable (String) -> [String]
  ) {
    self.home = home
    self.filePrefixes = filePrefixes
    self.listFolder = listFolder
  }

  /// Remembers the words of a line.
  package func note(line: String) {
    let words = line.split { !($0.isLetter || $0.isNumber || "_-./@:".contains($0)) }
    history.withLock { known in
      for word in words where word.count > 3 { known[String(word), default: 0] += 1 }
    }
  }

  /// Remembers models that a server lists.
  package func note(models: [String]) {
    names.withLock { $0.listedModels.formUnion(models) }
  }

  /// How many sessions are offered, the newest: this is read again after every verb.
  private static let sessionLimit = 200

  /// Takes in the names as they are now.
  package func refresh(from session: OpenSession, aliases: AliasTable) async {
    let problems = (try? session.problemLibrary().problems) ?? []
    let query = SessionQuery(kinds: SessionKind.ofAPerson, limit: Self.sessionLimit)
    let sessions = (try? await session.services.store.sessions(query).map(\.name)) ?? []
    let settings = await session.currentSettings
    let experiment = await session.state.experiment
    let ids = problems.map(\.taskID)
    names.withLock { names in
      if names.problemIDs != ids {
        names.problemIDs = ids
        names.problems = CandidateList(
          problems.map { CompletionCandidate(text: $0.taskID, note: $0.entryPoint) })
      }
      names.sessions = CandidateList(sessions.map { CompletionCandidate(text: $0) })
      names.models = Self.models(settings, names.listedModels)
      names.aliases = CandidateList(
        aliases.all.map { CompletionCandidate(text: $0.word, note: $0.line) })
      names.aliasLines = Dictionary(
        aliases.all.map { ($0.word, $0.line) }, uniquingKeysWith: { $1 })
      names.nodes = CandidateList(experiment.map(Self.nodes) ?? [])
      names.branches = CandidateList(
        experiment?.position.branches.map {
          CompletionCandidate(text: $0.name, note: "branch, @\($0.tip)")
        } ?? [])
      names.specs = CandidateList(
        experiment?.specs.map {
          CompletionCandidate(text: "s\($0.number)", note: $0.model)
        } ?? [])
    }
  }

  private static func models(_ settings: Settings, _ listed: Set<String>) -> CandidateList {
    var models = Role.allCases.map { role in
      CompletionCandidate(text: settings.model(role), note: role.rawValue)
    }
    models += listed.sorted().map { CompletionCandidate(text: $0, note: "listed") }
    models.append(CompletionCandidate(text: "sim:0.3", note: "simulator"))
    var seen: Set<String> = []
    return CandidateList(models.filter { seen.insert($0.text).inserted })
  }

  private static func nodes(of experiment: Experiment) -> [CompletionCandidate] {
    experiment.attempts.reversed().map {
      CompletionCandidate(
        text: "@\($0.number)", note: "\($0.outcome.rawValue) \($0.passed)/\($0.total)")
    }
      + experiment.position.bookmarks.keys.sorted().map {
        CompletionCandidate(text: $0, note: "bookmark")
      }
  }

  // MARK: Candidates

  /// The words that could stand where the text ends, without quotes, and how many characters they
  /// replace.
  package func candidates(
    before text: String
  ) -> (replaced: Int, candidates: [CompletionCandidate]) {
    let typed = CommandWords(before: text)
    return (typed.partial.count, candidates(for: typed))
  }

  func candidates(for typed: CommandWords) -> [CompletionCandidate] {
    let word = typed.word
    // In quotes, `~` is a letter like any other.
    if word.hasPrefix("~/"), !typed.partial.hasPrefix("~/") { return [] }
    switch typed.place {
    case .file, .program: return paths(word).matching(word)
    case .verb: return candidates(for: word, after: typed.words)
    case .comment: return []
    }
  }

  private func candidates(for word: String, after words: [String]) -> [CompletionCandidate] {
    guard let first = words.first else {
      return (Self.verbs.matching(word) + names.withLock { $0.aliases }.matching(word))
    }
    if let line = names.withLock({ $0.aliasLines[first] }) {
      let meant = CommandWords(before: line + " ")
      guard meant.place == .verb, !meant.words.isEmpty, meant.words.first != first else {
        return []
      }
      return candidates(for: word, after: meant.words + words.dropFirst())
    }
    guard let command = VerbWords(words) else { return [] }
    if let nested = command.nested { return candidates(for: word, after: nested) }
    if word.hasPrefix("-"), command.pending == nil {
      return options(of: command).matching(word)
    }
    var found: [CompletionCandidate] = []
    let description = CommandDescriptions.of(command.verb)
    if words.count == 1, !description.subcommands.isEmpty {
      found = CandidateList(
        description.subcommands.map { CompletionCandidate(text: $0.name, note: $0.abstract) }
      ).matching(word)
      if case .words? = command.completions.first { return found }
    }
    let kind = command.kind
    switch kind {
    case .command?: return candidates(for: word, after: [])
    case .node? where word.contains(".."), .range?: found += range(word)
    case let kind?: found += known(kind, command, word).matching(word)
    case nil: break
    }
    return found.isEmpty && word.count > 1 ? past(word) : found
  }

  /// Attempts for the end of a range, or for its beginning while there is no `..`.
  private func range(_ word: String) -> [CompletionCandidate] {
    let nodes = names.withLock { $0.nodes }
    guard let dots = word.firstRange(of: "..") else { return nodes.matching(word) }
    return nodes.matching(String(word[dots.upperBound...])).map {
      CompletionCandidate(text: word[..<dots.upperBound] + $0.text, note: $0.note)
    }
  }

  private func options(of command: VerbWords) -> CandidateList {
    CandidateList(
      command.description.arguments.filter { argument in
        argument.kind != .positional && !argument.names.contains(where: command.options.contains)
      }.map { CompletionCandidate(text: $0.names.last ?? "", note: $0.help) })
  }

  private static let verbs = CandidateList(
    VerbRegistry.all.map { CompletionCandidate(text: $0.name, note: $0.configuration.abstract) })

  private static let helpWords = CandidateList(
    HelpTopics.all.map { CompletionCandidate(text: $0.name, note: $0.abstract) }
      + VerbGroup.allCases.map {
        CompletionCandidate(text: $0.rawValue, note: "a group of verbs")
      })

  private static let settings = CandidateList(
    SettingDeclarations.all.map { CompletionCandidate(text: $0.name, note: $0.help) })

  private func known(
    _ kind: ArgumentCompletion, _ command: VerbWords, _ word: String
  ) -> CandidateList {
    let names = names.withLock { $0 }
    switch kind {
    case .problem: return names.problems
    case .node: return names.nodes + names.branches
    case .range: return names.nodes
    case .listed:
      let texts = ["prompt", "tests", "canonical"].map {
        CompletionCandidate(text: $0, note: "of the problem")
      }
      return names.nodes + names.branches + CandidateList(texts)
    case .alias: return names.aliases
    case .command: return Self.verbs
    case .helpWord: return Self.verbs + Self.helpWords + Self.settings
    case .branch: return names.branches
    case .spec: return names.specs
    case .model: return models(names, word)
    case .session: return names.sessions
    case .verb: return Self.verbs
    case .setting: return Self.settings
    case .settingValue: return values(ofSetting: command.positional.first ?? "", names, word)
    case .prompt:
      return CandidateList(BuiltInPrompts.all.keys.sorted().map { CompletionCandidate(text: $0) })
    case .words(let words): return CandidateList(words.map { CompletionCandidate(text: $0) })
    case .path: return paths(word)
    }
  }

  private func values(ofSetting name: String, _ names: Names, _ word: String) -> CandidateList {
    guard let setting = SettingDeclarations.named(name) else { return CandidateList() }
    switch setting.kind {
    case .model: return models(names, word)
    case .choice(let values):
      return CandidateList(
        values.map {
          CompletionCandidate(text: $0, note: $0 == setting.fallback ? "default" : "")
        })
    case .whole, .number, .money, .optional:
      return CandidateList([CompletionCandidate(text: setting.fallback, note: "default")])
    case .text: return name == "python" ? paths(word) : CandidateList()
    }
  }

  /// The models that are known, and the files of recordings.
  private func models(_ names: Names, _ word: String) -> CandidateList {
    guard let form = filePrefixes.first(where: { word.hasPrefix($0) }) else {
      return names.models
    }
    return names.models + paths(String(word.dropFirst(form.count)), behind: form)
  }

  private func paths(_ word: String, behind form: String = "") -> CandidateList {
    let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
    let place = folder.isEmpty ? "." : HomeFolder.expanded(folder, home: home)
    return CandidateList(
      listFolder(place).map { CompletionCandidate(text: form + folder + $0) })
  }

  /// Words typed before, the most used ones first.
  private func past(_ word: String) -> [CompletionCandidate] {
    let known = history.withLock { $0.filter { $0.key.hasPrefix(word) && $0.key != word } }
    return known.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(20)
      .map { CompletionCandidate(text: $0.key, note: "typed before") }
  }
}
