import Glibc
import Testing

@testable import LineEditor

@Suite struct `A console without a terminal` {
  private struct Refused: Error, Equatable {}

  private let console = Console(
    capabilities: TerminalCapabilities(
      canEdit: false, canDraw: false, usesColour: false, isInteractive: false))

  @Test func `a command returns its value or throws its error`() async throws {
    #expect(await console.run { 42 } == 42)
    await #expect(throws: Refused()) {
      try await console.run { () async throws(Refused) -> Int in throw Refused() }
    }
  }

  @Test func `a command is cancelled by an interrupt, and the next one is not`() async {
    let wasCancelled = await console.run {
      console.receive(SIGINT)
      return Task.isCancelled
    }
    #expect(wasCancelled)
    #expect(await console.run { Task.isCancelled } == false)
  }

  @Test func `a command is cancelled with the task that runs it`() async {
    let task = Task {
      await console.run {
        while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
        return true
      }
    }
    task.cancel()
    #expect(await task.value)
  }

  @Test func `there is no editor`() async {
    let settings = EditorSettings(program: "test", environment: [:])
    #expect(await EditingLineReader.start(console: console, settings: settings) == nil)
    #expect(await makeLineReader(console: console, settings: settings) is PlainLineReader)
  }
}

@Suite struct `Editor settings` {
  @Test(
    arguments: [
      ([:], nil, "vi"),
      (["HOME": "/home/me", "EDITOR": "nano"], "/home/me/.editrc", "nano"),
      (
        ["HOME": "/home/me", "EDITRC": "/etc/rc", "EDITOR": "nano", "VISUAL": "hx"], "/etc/rc", "hx"
      ),
      (["HOME": "", "VISUAL": "", "EDITOR": "ed"], nil, "ed"),
    ] as [([String: String], String?, String)])
  func `come from the environment`(environment: [String: String], editrc: String?, editor: String) {
    let settings = EditorSettings(program: "test", environment: environment)
    #expect(settings.editrcPath == editrc)
    #expect(settings.externalEditor == editor)
  }
}
