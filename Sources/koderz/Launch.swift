import CommandLines
import Experiments
import Glibc
import LineEditor
import ModelProviders
import Presentation
import PythonSandbox
import Runs
import Shell
import Storage
import Verbs

/// One run of the executable: builds what is needed, runs it, leaves with a status.
struct Launch {
  let options: Koderz

  func run() async -> Int32 {
    let environment = Environment.values()
    // ArgumentParser wraps help to the terminal, and cannot do it in fewer columns than it indents.
    setenv("COLUMNS", "80", 1)
    let console = Console(capabilities: Terminal.capabilities(options, environment))
    console.listenForSignals()
    defer { console.restoreTerminal() }
    do {
      let folder = try WorkspaceFolder.find(options, environment)
      defer { if options.ephemeral { WorkspaceFolder.remove(folder) } }
      return try await run(in: folder, console, environment)
    } catch {
      let output = Terminal.output(console, options, environment)
      for line in ErrorText.lines(error, line: nil) { output.err(output.renderer.render(line)) }
      if let error = error as? StoreError, [.damaged, .newer].contains(error.code) {
        let line =
          "koderz --ephemeral session export REST.jsonl --from STORE writes what can be read"
        output.err(output.renderer.render(StyledText("  \(line)", .dim)))
      }
      return ErrorText.status(error, inScript: false)
    }
  }

  private func run(
    in folder: String, _ console: Console, _ environment: [String: String]
  ) async throws -> Int32 {
    let output = Terminal.output(console, options, environment)
    let isConversation =
      options.verb.isEmpty && options.inputs.isEmpty && console.capabilities.isInteractive
    let beginning =
      isConversation ? Conversation.Beginning(in: folder, console, output, environment) : nil
    let parts = try await Composition(
      options: options, folder: folder, environment: environment, console: console,
      isInteractive: isConversation)
    let session = OpenSession(
      services: parts.services,
      planned: PlannedSession(
        name: parts.sessionName, kind: isConversation ? .interactive : .script))
    let shell = CommandShell(
      session: session, output: output, clock: parts.services.clock, judge: parts.judge,
      isInteractive: isConversation, keepsGoing: options.keepGoing)
    var status = ExitStatus.done
    do {
      try await prepare(shell, folder, environment)
      let settings = await session.currentSettings
      output.style.update(from: settings)
      settings.objections(to: parts.services.environment).forEach(output.notice)
      if let beginning {
        status = await Conversation(
          shell: shell, console: console, parts: parts, beginning: beginning
        ).run()
      } else {
        status = await console.run { await batch(shell) }
      }
    } catch {
      report(error, to: shell)
      status = ErrorText.status(error, inScript: false)
    }
    await session.close()
    await parts.shutdown()
    if let signal = console.stopRequested { return 128 + signal }
    return end(of: console, output) ?? status
  }

  /// The status when standard output has failed; nil when it has not.
  private func end(of console: Console, _ output: Output) -> Int32? {
    switch console.outputFailure {
    case nil: return nil
    case .readerGone: return ExitStatus.readerGone
    case .failed(let reason):
      let error = FileError(path: "standard output", reason: reason)
      for line in ErrorText.lines(error, line: nil) { output.err(output.renderer.render(line)) }
      return ExitStatus.outputFailed
    }
  }

  private func report(_ error: any Error, to shell: CommandShell) {
    if let failure = error as? ScriptFailure {
      shell.report(failure)
    } else {
      shell.report(error, line: nil)
    }
  }

  /// Reads the settings files and opens the session that was asked for.
  private func prepare(
    _ shell: CommandShell, _ folder: String, _ environment: [String: String]
  ) async throws {
    if !options.noInit {
      try await runSettings(
        WorkspaceFolder.configFolder(environment) + "/init.kz", as: .userFile, shell)
    }
    try await runSettings(folder + "/.koderz.kz", as: .projectFile, shell)
    if let name = options.session {
      if try await shell.session.services.store.session(named: name) != nil {
        try await shell.session.open(session: name)
      } else {
        try await shell.session.plan(
          PlannedSession(name: name, kind: shell.isInteractive ? .interactive : .script))
      }
    }
  }

  /// Runs a settings file; a mistake in the user's own is said and the rest of it still runs.
  ///
  /// - Throws: `ScriptFailure`, `WorkbenchError` for a mistake in the project's.
  private func runSettings(
    _ path: String, as origin: SettingOrigin, _ shell: CommandShell
  ) async throws {
    guard let bytes = try? shell.session.services.files.read(path) else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    guard origin == .projectFile else {
      do {
        let silent = shell.silent(keepsGoing: true)
        return try await silent.runScript(text, name: path, settingOrigin: origin)
      } catch is KeptGoing {
        return
      } catch is QuitRequest {
        return
      }
    }
    for input in Script.inputs(of: text) where !onlySets(input.text) {
      throw WorkbenchError(
        "\(path):\(input.line): a project's settings file may hold set lines only",
        hint: "move this line to init.kz: \(input.text)", kind: .usage)
    }
    try await shell.silent(keepsGoing: false).runScript(text, name: path, settingOrigin: origin)
  }

  /// Whether all that an input does is `set`: nothing behind `;`, `>` or `|`.
  private func onlySets(_ input: String) -> Bool {
    // A quote that is open is said when the line is run, which it then is not.
    guard let line = try? CommandLineSplitter.split(LongInput.flattened(input)) else { return true }
    return line.commands.allSatisfy { $0.words.first == SetVerb.name && $0.redirection == nil }
  }

  /// Runs a subcommand, the scripts and lines given, or standard input; returns the exit status.
  private func batch(_ shell: CommandShell) async -> Int32 {
    do {
      var kept: KeptGoing?
      for (index, input) in options.inputs.enumerated() {
        do {
          try await run(input, index + 1, shell)
        } catch let failure as KeptGoing {
          kept = kept ?? failure
        }
      }
      if let kept { throw kept }
      if !options.verb.isEmpty { try await shell.runVerb(options.verb) }
      if options.inputs.isEmpty, options.verb.isEmpty {
        try await shell.runScript(StandardInput.text(), name: "stdin")
      }
    } catch is QuitRequest {
      return ExitStatus.done
    } catch let failure as ScriptFailure {
      return end(of: failure, shell, reported: false)
    } catch let kept as KeptGoing {
      return end(of: kept.first, shell, reported: true)
    } catch is ReaderGone {
      return ExitStatus.readerGone
    } catch {
      shell.report(error, line: options.verb.isEmpty ? nil : options.verb.joined(separator: " "))
      return ErrorText.status(error, inScript: false)
    }
    return shell.isGoalMissed ? ExitStatus.goalNotMet : ExitStatus.done
  }

  private func run(_ input: ScriptInput, _ number: Int, _ shell: CommandShell) async throws {
    switch input {
    case .file(let path):
      let bytes = try shell.session.services.files.read(path)
      try await shell.runScript(String(decoding: bytes, as: UTF8.self), name: path)
    case .line(let line):
      let isAlone = options.inputs.count == 1
      try await shell.runScript(
        line, name: isAlone ? "-e" : "-e (\(number) of \(options.inputs.count))")
    }
  }

  private func end(of failure: ScriptFailure, _ shell: CommandShell, reported: Bool) -> Int32 {
    if failure.underlying is ReaderGone { return ExitStatus.readerGone }
    if !reported { shell.report(failure) }
    return ErrorText.status(failure.underlying, inScript: true)
  }
}
