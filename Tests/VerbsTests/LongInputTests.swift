import CommandLines
import Testing

@testable import Shell
@testable import Verbs

@Suite struct `Inputs of several lines` {
  @Test(arguments: [
    ("step", true), ("", true), ("step \\", false), ("step \\\n 3", true), ("guide \"a", false),
    ("guide \"a\nb\"", true), ("guide <<END", false), ("guide <<END\nEND", true),
    ("guide <<END\na\nEND x\n", false), ("guide <<END\na\n  END", true), ("note 1 << 2", true),
    ("note <<1", true), ("note \"<<END\"", true), ("# <<END \\", true), ("!cat <<EOF", false),
    ("!cat <<EOF\na\nEOF", true), ("guide <<A; note <<B\na\nA", false),
    ("guide <<A; note <<B\na\nA\nb\nB", true), ("use 1\nguide <<END\nx", false),
    ("info; !cat <<EOF", false), ("info; !echo 'a", false), ("info; !echo # it's", false),
    ("info; !echo 'a\nb'", true), ("note !a <<b", false), ("# it's \\", true),
  ])
  func `an input is complete or goes on`(input: String, isComplete: Bool) {
    #expect(LongInput.isComplete(input) == isComplete, "\(input)")
  }

  @Test(arguments: [
    ("guide <<END\nlook \"again\"\n\\ at it\nEND", ["guide|look \"again\"\n\\ at it"]),
    ("guide <<END\nEND", ["guide|"]), ("guide <<END --now\na\nEND", ["guide|a|--now"]),
    ("guide <<A; note <<B\na\nA\nb\nB", ["guide|a", "note|b"]),
    ("use 1\nstep 2 # twice\nlog", ["use|1", "step|2", "log"]),
    ("step \\\n  3", ["step|3"]), ("guide \"a\nb\"", ["guide|a\nb"]),
    ("guide <<END\na\nEND\nstep", ["guide|a", "step"]),
  ])
  func `lines become commands`(input: String, commands: [String]) throws {
    let split = try CommandLineSplitter.split(LongInput.flattened(input))
    #expect(split.commands.map { $0.words.joined(separator: "|") } == commands, "\(input)")
  }

  @Test func `a line for the system's shell stays as it is`() {
    let input = "!cat <<EOF\na\nEOF"
    #expect(LongInput.flattened(input) == input)
    #expect(
      LongInput.flattened("info\nnote \\\n a; \(input)\nls; x") == "info;note  a; \(input)\nls; x")
  }

  @Test func `a script's here-document is one input`() {
    let inputs = Script.inputs(of: "use 1\nguide <<END\n# not a comment\n\nends in \\\nEND\nstep\n")
    #expect(inputs.map(\.line) == [1, 2, 7])
    #expect(inputs[1].text == "guide <<END\n# not a comment\n\nends in \\\nEND")
  }

  @Test func `a script's lines go on as they would at the prompt`() {
    let script =
      "note \"a\n# b\"\r\n\nstep \\\n  3\n# a comment \\\n  # another 'one\nlog # it's \\\ninfo"
    let inputs = Script.inputs(of: script)
    #expect(inputs.map(\.line) == [1, 4, 8, 9])
    #expect(inputs.map(\.text) == ["note \"a\n# b\"", "step \\\n  3", "log # it's \\", "info"])
  }

  @Test(arguments: [
    ("info\nnote 'a\nb\n", 2), ("info\nnote \\\n 'a\nb", 3), ("note <<A\nb\nB", 1),
    ("info\nuse \\\n1 \\", 2),
  ])
  func `what a script leaves open is an input where it began`(script: String, line: Int) {
    #expect(Script.inputs(of: script).last?.line == line)
  }
}
