import ArgumentParser
import Experiments
import Runs
import Testing
import Verbs
import WorkbenchTesting

struct VerbTests {
  @Test func `verbs have unique names and aliases, and an abstract each`() {
    let words = VerbRegistry.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(words).count == words.count, "\(words.sorted())")
    for verb in VerbRegistry.all { #expect(!verb.configuration.abstract.isEmpty, "\(verb.name)") }
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

  @Test func `a word that is like no verb can be searched for`() {
    let error = #expect(throws: WorkbenchError.self) { try VerbTable.verb(for: "compare") }
    #expect(error?.hint == "help lists the verbs; apropos compare searches their help")
  }

  @Test func `a verb that is taken for a setting is said to be one`() async throws {
    let bench = try Bench()
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("show spec") }
    #expect(error?.hint == "spec is a verb: help spec; nearest: seed")
  }

  @Test func `an attempt of another problem asks for that problem first`() async throws {
    let bench = try Bench()
    try await bench.run("load starter", "use starter/2")
    let error = await #expect(throws: WorkbenchError.self) {
      try await bench.run("goto starter/1@1")
    }
    #expect(error?.hint == "addresses are of the problem in use: use starter/1 first")
  }

  @Test func `built-in problems can be named where others are at hand`() async throws {
    let bench = try Bench()
    let problem =
      #"{"task_id":"Own/1","prompt":"def f():\n","entry_point":"f","test":"def check(f): pass","#
      + #""canonical_solution":"    return 1\n"}"#
    try bench.files.files.write("/nowhere/data/own.jsonl", Array(problem.utf8))
    try await bench.run("use starter/9", "use own/1")
    #expect(try await bench.experiment().taskID == "Own/1")
  }

  @Test func `an unknown verb names the nearest and marks the word`() throws {
    let error = #expect(throws: WorkbenchError.self) { try VerbTable.verb(for: "stpe") }
    #expect(error?.hint?.contains("step") == true)
    #expect(error?.word == "stpe")
  }

  @Test func `a setting's name as a verb is told from a mistake`() throws {
    let error = #expect(throws: WorkbenchError.self) { try VerbTable.verb(for: "stream") }
    #expect(error?.hint == "stream is a setting: set stream VALUE, help stream")
  }

  @Test func `setting names are unique and their defaults fit their kinds`() {
    let names = SettingDeclarations.all.map(\.name)
    #expect(Set(names).count == names.count)
    for declaration in SettingDeclarations.all {
      #expect(declaration.objection(to: declaration.fallback) == nil, "\(declaration.name)")
    }
  }

  @Test(arguments: [
    ("max-output", "-100000"), ("max-output", "0"), ("max-output", "abc"), ("seed", "1.5"),
    ("seed", "-1"), ("cpu-limit", "-3"), ("cpu-limit", "nan"), ("temperature", ""),
  ])
  func `a value that could not be used is refused`(name: String, value: String) async throws {
    let bench = try Bench()
    await #expect(throws: WorkbenchError.self) { try await bench.run("set \(name) '\(value)'") }
    let before = SettingDeclarations.named(name)?.fallback
    #expect(await bench.session.currentSettings[name] == before)
  }
}
