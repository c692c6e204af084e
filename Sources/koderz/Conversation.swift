import CommandLines
import Experiments
import LineEditor
import ModelProviders
import Presentation
import Problems
import Runs
import Shell
import Verbs

/// Everything around the prompt: the greeting, history, completion, notices from the background.
struct Conversation {
  let shell: CommandShell
  let console: Console
  let parts: Composition
  let beginning: Beginning

  /// What is made beside the opening of the store and the session, because it takes as long.
  struct Beginning {
    let names: CompletionSource
    let reader: Task<any LineReader, Never>
    let problems: Task<ProblemSet?, Never>

    init(in folder: String, _ console: Console, _ output: Output, _ environment: [String: String]) {
      names = CompletionSource(
        home: environment["HOME"],
        filePrefixes: Composition.kinds.filter { $0.takesFile }.map { $0.prefix },
        listFolder: LocalFiles.files.list)
      let hooks = EditorHooks(
        complete: names.completion(before:),
        highlight: { line in output.renderer.spans(of: LineHighlighter.highlight(line)) },
        placeholder: ArgumentHint.missing, hint: OpenQuoteHint.text,
        isComplete: LongInput.isComplete)
      let history = HistoryFile(
        path: WorkspaceFolder.historyPath(environment),
        isSecret: { SecretScan.containsSecret($0) })
      reader = Task {
        await makeLineReader(
          console: console,
          settings: EditorSettings(program: "koderz", environment: environment),
          hooks: hooks, historyFile: history)
      }
      let source = ProblemSource(files: LocalFiles.files, workspaceFolder: folder)
      problems = Task { try? source.library() }
    }
  }

  func run() async -> Int32 {
    let names = beginning.names
    do {
      try await resume()
      if let problems = await beginning.problems.value { shell.session.adopt(problems) }
      try await greet()
    } catch {
      shell.report(error, line: nil)
    }
    let repl = REPL(
      shell: shell, console: console,
      reader: SettingsFollowingReader(
        reader: await beginning.reader.value, session: shell.session),
      names: names, clock: parts.services.clock)
    await names.refresh(from: shell.session, aliases: shell.aliases)
    let looking = Task { await lookForModels(names) }
    let status = await repl.run()
    looking.cancel()
    return status
  }

  /// Goes on with the latest session of a person unless another process holds it.
  private func resume() async throws {
    let session = shell.session
    guard await session.state.lastOrdinal == 0 else { return }
    guard parts.options.session == nil,
      let latest = try await parts.services.store
        .sessions(SessionQuery(kinds: SessionKind.ofAPerson, limit: 1)).first
    else { return }
    do {
      try await session.open(session: latest.name)
    } catch let error as StoreError where error.code == .held {
      shell.output.notice("\(error.message); this is a new session")
      try await session.plan(
        PlannedSession(name: try await parts.services.store.freeName(parts.sessionName)))
    }
  }

  private func greet() async throws {
    let session = shell.session
    let state = await session.state
    let events = state.lastOrdinal > 0 ? "\(state.lastOrdinal) events" : "new"
    let settings = await session.currentSettings
    let count = try session.problemLibrary().problems.count
    let name = await session.name
    var lines: [StyledText] = [
      "\("koderz", .strong) \(koderzVersion) · workspace \(parts.services.workspaceFolder) · session \(name) (\(events)) · \(count) problems",
      "models: coder \(settings.model(.coder)) · spec \(settings.model(.spec)) · reviewer \(settings.model(.reviewer))",
    ]
    let isFirst = try await isFirstRun(state)
    lines += isFirst ? Self.firstHint : [StyledText("type help, or: use ID, spec, step", .dim)]
    if let interrupted = try await session.interruptedPlan() {
      let made =
        interrupted.made == 0 ? "" : " after \(Numbers.plural(interrupted.made, "attempt"))"
      lines.append(
        StyledText(
          "“\(interrupted.line)” was interrupted\(made) at \(interrupted.place): resume goes on",
          .warning))
    }
    for line in lines { shell.output.out(shell.output.renderer.render(line)) }
  }

  /// Whether nothing was typed or stored yet.
  private func isFirstRun(_ state: SessionState) async throws -> Bool {
    guard state.lastOrdinal == 0 else { return false }
    let history = WorkspaceFolder.historyPath(parts.services.environment)
    guard (try? parts.services.files.read(history)) == nil else { return false }
    return try await parts.services.store.sessions(SessionQuery(limit: 1)).isEmpty
  }

  private static let firstHint: [StyledText] = [
    "new here? try: \("use starter/2", .address), \("models use coder sim:0.3", .address) (a simulator), \("step", .address), \("why", .address)",
    "\("guide TEXT", .address) helps the next attempt, \("goto @1", .address) goes back, \("tree", .address) shows it all",
    "\("help start", .address) says more, \("help", .address) lists the verbs, \("help keys", .address) the keys; Ctrl-D leaves",
  ]

  /// Asks the servers for their models while the person is already typing, and names unavailable ones.
  private func lookForModels(_ names: CompletionSource) async {
    var listed: Set<String> = []
    for provider in parts.services.models.listing {
      do {
        let models = try await provider.models()
        let real = models.filter { model in
          (try? parts.services.models.resolve(model.name))?.isSimulator == false
        }
        listed.formUnion(real.map(\.name))
        names.note(models: real.map(\.name))
        guard !real.isEmpty else { continue }
        let names = real.prefix(4).map(\.name).joined(separator: ", ")
        shell.output.notice("\(provider.name): \(Numbers.plural(real.count, "model")): \(names)")
      } catch let error as ProviderError {
        if await isWanted(provider.name) { shell.output.notice(error.description) }
      } catch {
        return
      }
    }
    await sayWhoIsMissing(listed)
  }

  /// Whether a role's model is the provider's, or of no known provider.
  private func isWanted(_ provider: String) async -> Bool {
    let settings = await shell.session.currentSettings
    return Role.allCases.contains { role in
      let model = try? parts.services.models.resolve(settings.model(role))
      return model == nil || model?.provider.name == provider
    }
  }

  private func sayWhoIsMissing(_ listed: Set<String>) async {
    let settings = await shell.session.currentSettings
    let missing = Role.allCases.filter { role in
      let name = settings.model(role)
      if listed.contains(name) || listed.contains("\(name):latest") { return false }
      guard let resolved = try? parts.services.models.resolve(name) else { return true }
      return resolved.tier == .local && resolved.provider.name == "ollama"
    }
    guard !missing.isEmpty else { return }
    let roles = missing.map { "\($0.rawValue) \(settings.model($0))" }.joined(separator: ", ")
    shell.output.notice("unavailable: \(roles)")
    if missing.contains(.coder) {
      shell.output.notice("models use coder NAME; models use coder sim:0.3 takes the simulator")
    }
  }
}
