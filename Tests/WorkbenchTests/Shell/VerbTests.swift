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

  @Test func `setting names are unique and their defaults fit their kinds`() {
    let names = SettingDeclarations.all.map(\.name)
    #expect(Set(names).count == names.count)
    for declaration in SettingDeclarations.all {
      #expect(declaration.objection(to: declaration.fallback) == nil, "\(declaration.name)")
    }
  }
}
