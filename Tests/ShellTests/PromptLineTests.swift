import Presentation
import Runs
import Testing
import WorkbenchTesting

@testable import Shell

@Suite struct `The prompt's parts` {
  @Test func `give way one kind after the other, the least important first`() async throws {
    let bench = try Bench()
    try await bench.run(
      "use Starter/1", "set coder sim:0", "step", "fork a-rather-long-name", "guide \"look\"")
    let texts = PromptLine.texts(await bench.session.state).map { String($0.plain) }
    let verdict = texts[0].split(separator: " ").first { $0.hasPrefix("✗") } ?? ""
    #expect(
      texts == [
        "koderz Starter/1 a-rather-long-name @1 \(verdict) +g1 › ",
        "Starter/1 a-rather-long-name @1 \(verdict) +g1 › ",
        "Starter/1 @1 \(verdict) +g1 › ", "Starter/1 @1 \(verdict) › ", "@1 \(verdict) › ", "› ",
      ])
  }
}
