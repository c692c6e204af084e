import Glibc
import Testing

@testable import LineEditor

@Suite struct `Console state` {
  private let start = ContinuousClock.now

  @Test func `an interrupt while a line is edited is mail for the editor`() {
    var state = ConsoleState()
    _ = state.beginInput(.editing)
    #expect(state.receive(SIGINT, at: start).name == "wake")
    #expect(state.takeMail() == [.signal(SIGINT)])
    #expect(state.takeMail() == [])
  }

  @Test(arguments: [
    ([0], ["cancel"]),
    ([0, 2], ["cancel", "leave 130"]),
    ([0, 3], ["cancel", "remind"]),
    ([0, 3, 4], ["cancel", "remind", "leave 130"]),
  ])
  func `interrupts while a command runs`(seconds: [Int], actions: [String]) {
    var state = ConsoleState()
    _ = state.beginCommand {}
    #expect(seconds.map { state.receive(SIGINT, at: start + .seconds($0)).name } == actions)
  }

  @Test func `who is left takes no terminal again`() {
    var state = ConsoleState()
    _ = state.beginCommand {}
    _ = state.receive(SIGINT, at: start)
    #expect(!state.isLeaving)
    #expect(state.receive(SIGINT, at: start).name == "leave 130")
    #expect(state.isLeaving)
    state.endCommand()
    #expect(state.beginInput(.editing).name == "halt")
  }

  @Test func `an interrupt between the line and its command cancels the command`() {
    var state = ConsoleState()
    _ = state.beginInput(.editing)
    _ = state.endInput()
    #expect(state.receive(SIGINT, at: start).name == "nothing")
    #expect(state.beginCommand {}.name == "cancel")
  }

  @Test func `an interrupt that the editor did not read cancels the command`() {
    var state = ConsoleState()
    _ = state.beginInput(.editing)
    _ = state.receive(SIGINT, at: start)
    state.post("late", to: .output)
    #expect(state.endInput() == [.signal(SIGINT), .text("late", .output)])
    #expect(state.beginCommand {}.name == "cancel")
  }

  @Test func `an interrupt is forgotten with its command`() {
    var state = ConsoleState()
    _ = state.beginCommand {}
    _ = state.receive(SIGINT, at: start)
    state.endCommand()
    #expect(state.dropsTypeAhead)
    #expect(state.beginCommand {}.name == "nothing")
  }

  @Test func `the second interrupt is known within two seconds, also when its command has ended`() {
    var state = ConsoleState()
    #expect(!state.isSecondInterrupt(at: start))
    _ = state.beginCommand {}
    _ = state.receive(SIGINT, at: start)
    state.endCommand()
    #expect(state.isSecondInterrupt(at: start + .seconds(2)))
    #expect(!state.isSecondInterrupt(at: start + .milliseconds(2001)))
    _ = state.beginCommand {}
    state.endCommand()
    #expect(!state.isSecondInterrupt(at: start))
  }

  @Test func `a signal to leave is remembered until somebody acts`() {
    var state = ConsoleState()
    #expect(state.receive(SIGTERM, at: start).name == "nothing")
    #expect(state.stop == SIGTERM)
    #expect(state.beginInput(.reading(prompt: "")).name == "wake")
    #expect(state.takeMail() == [.signal(SIGTERM)])
    _ = state.endInput()
    #expect(state.beginCommand {}.name == "cancel")
    #expect(state.receive(SIGHUP, at: start).name == "leave 129")
    #expect(state.stop == SIGTERM)
  }

  @Test func `job control is the editor's while it draws`() {
    var state = ConsoleState()
    #expect(state.receive(SIGTSTP, at: start).name == "suspend")
    #expect(state.receive(SIGCONT, at: start).name == "resume")
    #expect(state.receive(SIGWINCH, at: start).name == "nothing")
    _ = state.beginInput(.editing)
    for signal in [SIGTSTP, SIGCONT, SIGWINCH] {
      #expect(state.receive(signal, at: start).name == "wake")
    }
  }
}

extension ConsoleState.Action {
  fileprivate var name: String {
    switch self {
    case .nothing: "nothing"
    case .wake: "wake"
    case .cancel: "cancel"
    case .remind: "remind"
    case .halt: "halt"
    case .leave(let status): "leave \(status)"
    case .suspend: "suspend"
    case .resume: "resume"
    }
  }
}
