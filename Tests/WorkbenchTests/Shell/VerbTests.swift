import ArgumentParser
import Experiments
import Testing
import Workbench

struct VerbTests {
  @Test func `verbs have unique names and aliases, and an abstract each`() {
    let words = Verbs.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(words).count == words.count, "\(words.sorted())")
    for verb in Verbs.all { #expect(!verb.configuration.abstract.isEmpty, "\(verb.name)") }
  }

  @Test func `every verb's first example names that verb`() throws {
    for verb in Verbs.all {
      for example in verb.examples where !example.hasPrefix("!") {
        let split = try CommandLineSplitter.split(example)
        let word = try #require(split.commands.first?.words.first)
        #expect(try VerbTable.verb(for: word) == verb, "\(example)")
      }
    }
  }

  @Test(arguments: Verbs.all.map { $0.name }.filter { $0 != "!" })
  func `a verb's --help is what help says of it`(_ name: String) async throws {
    let (asked, told) = (try Bench(), try Bench())
    try await asked.run("\(name) --help")
    try await told.run("help \(name)")
    #expect(asked.printed.text.contains("USAGE: \(name)"))
    #expect(asked.printed.text == told.printed.text)
  }

  @Test(arguments: [
    ("step", "step"), ("s", "step"), ("/step", "step"), (".why", "why"), ("und", "undo"),
    ("checkpoint", "review"),
  ])
  func `a verb is found by name, alias, unique prefix, and behind a slash`(
    word: String, name: String
  ) throws {
    #expect(try VerbTable.verb(for: word).name == name)
  }

  @Test func `an unknown verb names the nearest and marks the word`() throws {
    let error = #expect(throws: WorkbenchError.self) { try VerbTable.verb(for: "stpe") }
    #expect(error?.hint?.contains("step") == true)
    #expect(error?.word == "stpe")
  }

  @Test(
    arguments: [
      ("step 3; why", [["step", "3"], ["why"]]),
      (#"guide "mind; the \"gap\"" # so"#, [["guide", #"mind; the "gap""#]]),
      ("guide 'a \\ b'", [["guide", "a \\ b"]]),
      ("  ;; ", []),
      ("a\\ b c", [["a b", "c"]]),
    ])
  func `lines split at semicolons and spaces, and quotes protect both`(
    line: String, words: [[String]]
  ) throws {
    #expect(try CommandLineSplitter.split(line).commands.map(\.words) == words)
  }

  @Test(arguments: [
    "plain", "two words", "quo\"te", "back\\slash", "", "#hash", "line\nbreak", "semi;colon",
  ])
  func `joined words split into themselves`(word: String) throws {
    let line = CommandLineSplitter.join(["x", word])
    #expect(try CommandLineSplitter.split(line).commands.map(\.words) == [["x", word]])
  }

  @Test func `setting names are unique and their defaults fit their kinds`() {
    let names = SettingDeclarations.all.map(\.name)
    #expect(Set(names).count == names.count)
    for declaration in SettingDeclarations.all {
      #expect(declaration.objection(to: declaration.fallback) == nil, "\(declaration.name)")
    }
  }
}
