import ArgumentParser
import Experiments
import Runs
import Testing
import Verbs
import WorkbenchTesting

struct HelpTests {
  static let names = VerbRegistry.all.map { $0.name }
  static let words = Set(names + HelpTopics.all.map(\.name))

  @Test(arguments: names.filter { $0 != "!" })
  func `a verb's --help is what help says of it`(_ name: String) async throws {
    let (asked, told) = (try Bench(), try Bench())
    try await asked.run("\(name) --help")
    try await told.run("help \(name)")
    #expect(asked.printed.text.hasPrefix(name))
    #expect(asked.printed.text == told.printed.text)
  }

  @Test(arguments: names)
  func `a page has synopsis, examples and see-also, and nothing of the argument parser's own`(
    _ name: String
  ) async throws {
    let bench = try Bench()
    try await bench.run("help \(name)")
    let text = bench.printed.text
    #expect(text.contains("\n\n  \(name)"), "no synopsis")
    #expect(text.contains("\n\nexamples\n  "))
    #expect(text.contains("\n\nsee also\n  "))
    for word in ["USAGE", "OVERVIEW", "OPTIONS", "-h, --help", "<"] {
      #expect(!text.contains(word), "\(word)")
    }
    for line in text.split(separator: "\n") where !line.hasPrefix("  ") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test func `a page reads as a shell's help`() async throws {
    let bench = try Bench()
    try await bench.run("help fork")
    #expect(
      bench.printed.text == """
        fork

          fork BRANCH [NODE]

        Make a branch at an attempt and stand on it.

          BRANCH  The branch's name.
          NODE    The attempt; the head when left out. [@]

        effects  changes the session

        examples
          fork bisection
          fork from-scratch @0

        see also
          branches, goto, branching

        """)
  }

  @Test func `every verb names where to read on, and all of it is there`() {
    for verb in VerbRegistry.all {
      #expect(!verb.seeAlso.isEmpty, "\(verb.name)")
      #expect(!verb.seeAlso.contains(verb.name), "\(verb.name)")
      #expect(Set(verb.seeAlso).subtracting(Self.words) == [], "\(verb.name)")
    }
  }

  @Test func `topics have names of their own, an abstract and a text`() {
    let names = HelpTopics.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isDisjoint(with: Self.names))
    for topic in HelpTopics.all {
      #expect(!topic.abstract.isEmpty && topic.text.count > 200, "\(topic.name)")
    }
  }

  @Test(
    arguments: [
      ("help spec show", "spec show\n\n  spec show [SPEC]"), ("spec show --help", "spec show\n"),
      ("help addressing", "addressing · how to name"), ("help addr", "addressing · "),
      ("help temperature", "temperature · setting"),
      ("help steering", "steering\n  guide"), ("help s", "step · also s"),
      ("help feedback", "feedback · what the coder"), ("?", "session\n"),
    ])
  func `help finds verbs, parts of verbs, topics, settings and groups`(
    line: String, beginning: String
  ) async throws {
    let bench = try Bench()
    try await bench.run(line)
    #expect(bench.printed.text.hasPrefix(beginning), "\(bench.printed.text.prefix(200))")
  }

  @Test(
    arguments: [
      ("stpe", "step"), ("adressing", "addressing"), ("temprature", "temperature"), ("un", "undo"),
      ("steppin", "stepping"),
    ])
  func `help of an unknown word names the nearest`(word: String, near: String) async throws {
    let bench = try Bench()
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("help \(word)") }
    #expect(error?.hint?.contains(near) == true, "\(error?.hint ?? "")")
    #expect(error?.word == word)
  }

  @Test(
    arguments: [
      ("interval", ["next", "set checkpoint-interval"]), ("sticky", ["guide --sticky", "guide"]),
      ("BISECT", ["help guidance"]), ("keep init", ["set --save", "set"]),
      ("frobnicate", ["nothing is about"]),
    ])
  func `apropos searches verbs, options, settings and topics`(
    words: String, found: [String]
  ) async throws {
    let bench = try Bench()
    try await bench.run("apropos \(words)")
    for name in found { #expect(bench.printed.text.contains(name), "\(bench.printed.text)") }
  }

  @Test func `wrong words are answered with how the verb is typed`() async throws {
    let bench = try Bench()
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("fork") }
    #expect(error?.hint == "usage: fork BRANCH [NODE]")
    let part = await #expect(throws: WorkbenchError.self) { try await bench.run("spec use") }
    #expect(part?.hint == "usage: spec use SPEC")
  }
}
