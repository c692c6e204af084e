package import Experiments
package import LineEditor
import Presentation
import Runs
import Verbs

/// The conversation with a person at a terminal.
package struct REPL: Sendable {
  private let shell: CommandShell
  private let console: Console
  private let reader: any LineReader
  private let names: CompletionSource
  private let clock: Clock

  package init(
    shell: CommandShell, console: Console, reader: any LineReader, names: CompletionSource,
    clock: Experiments.Clock
  ) {
    self.shell = shell
    self.console = console
    self.reader = reader
    self.names = names
    self.clock = clock
  }

  /// Reads and runs inputs until the person leaves; returns the exit status.
  package func run() async -> Int32 {
    var last: String?
    while true {
      if console.isBroken { return ExitStatus.readerGone }
      let prompts = PromptLine.texts(
        await shell.session.state, budget: await shell.session.budget,
        spent: await shell.session.spent)
      let right = PromptLine.right(
        await shell.session.state, await shell.session.currentSettings)
      let renderer = shell.output.renderer
      switch await reader.readLine(
        prompt: Prompt(
          renderer.spans(of: prompts[0]), shorter: prompts.dropFirst().map(renderer.spans),
          right: renderer.spans(of: right)))
      {
      case .interrupted: continue
      case .endOfInput: return await leave(ExitStatus.done)
      case .terminated(let signal): return await leave(128 + signal)
      case .line(let line):
        guard let input = await meant(line, last: last) else { continue }
        names.note(line: input)
        do {
          try await perform(input)
        } catch {
          return await leave(ExitStatus.done)
        }
        last = input
        if let signal = console.stopRequested { return await leave(128 + signal) }
      }
    }
  }

  /// Runs one input; only `quit` gets out as an error.
  private func perform(_ input: String) async throws(QuitRequest) {
    let quit: Bool = await console.run {
      do {
        try await shell.run(input)
      } catch is QuitRequest {
        return true
      } catch let failure as ScriptFailure {
        shell.report(failure)
      } catch {
        shell.report(error, line: input)
      }
      return false
    }
    await names.refresh(from: shell.session, aliases: shell.aliases)
    if quit { throw QuitRequest() }
  }

  /// The input that a line stands for: an empty one repeats a verb that allows it, and says so first.
  private func meant(_ line: String, last: String?) async -> String? {
    guard line.allSatisfy(\.isWhitespace) else { return line }
    guard let last, let word = last.split(whereSeparator: \.isWhitespace).first,
      let verb = try? VerbTable.verb(for: String(word)), verb.repeats
    else { return nil }
    if let cost = await priceOfRepeating(verb) { shell.output.notice("\(last) again · \(cost)") }
    return last
  }

  private func priceOfRepeating(_ verb: any Verb.Type) async -> String? {
    guard verb.asksCoder,
      let place = try? await shell.session.here(),
      let prepared = try? await shell.session.nextRequest(at: place)
    else { return nil }
    guard let cost = prepared.estimatedCost else { return "\(prepared.model.name), unpriced" }
    return cost == .zero
      ? "\(prepared.model.name), $0.00" : "\(prepared.model.name), up to about \(cost)"
  }

  private func leave(_ status: Int32) async -> Int32 {
    let session = shell.session
    let name = await session.name
    let events = await session.state.lastOrdinal
    await session.close()
    if events > 0 {
      shell.output.notice("session \(name) saved · \(Numbers.plural(events, "event"))")
    }
    return status
  }
}
