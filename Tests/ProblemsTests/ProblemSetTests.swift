import Experiments
import Judging
import Problems
import Testing

@Suite struct `Problem set` {
  @Test(arguments: [
    ("HumanEval/3", "HumanEval/3"), ("humaneval/3", "HumanEval/3"), ("he/3", "HumanEval/3"),
    ("he/32", "HumanEval/32"), ("HE32", "HumanEval/32"), ("hum eval-32", "HumanEval/32"),
    ("h/32", "HumanEval/32"), ("32", "HumanEval/32"), ("he/16", "HumanEval/163"),
    ("find_zero", "HumanEval/32"), ("FindZero", "HumanEval/32"), ("mbpp/3", "Mbpp/3"),
    ("m3", "Mbpp/3"), ("two-sum", "starter/two-sum"), ("st/two", "starter/two-sum"),
    ("hep/3", "HumanEvalPlus/3"),
  ])
  func `An abbreviation finds its problem`(_ name: String, _ taskID: String) throws {
    #expect(try Self.set.find(name).taskID == taskID)
  }

  @Test(
    arguments: [
      ("3", ["HumanEval/3", "Mbpp/3", "HumanEvalPlus/3"]),
      ("h/3", ["HumanEval/3", "HumanEvalPlus/3"]),
    ] as [(String, [String])])
  func `An ambiguous one lists its candidates`(_ name: String, _ candidates: [String]) {
    #expect(
      throws: ProblemLookupError(name: name, candidates: candidates, isAmbiguous: true)
    ) { try Self.set.find(name) }
  }

  @Test func `An unknown one lists the nearest`() throws {
    let error = try #require(throws: ProblemLookupError.self) { try Self.set.find("fnd_zro") }
    #expect(!error.isAmbiguous)
    #expect(error.candidates.first == "HumanEval/32")
    #expect(error.description.hasPrefix("there is no problem “fnd_zro”; nearest: HumanEval/32"))
  }

  @Test func `An unknown one far from all names none`() throws {
    let error = try #require(throws: ProblemLookupError.self) { try Self.set.find("bigcode/7") }
    #expect(error.candidates == [])
    #expect(error.description.hasSuffix("problems lists those loaded, load FILE adds more"))
  }

  @Test(arguments: ["", "/", " "])
  func `Nothing typed finds nothing`(_ name: String) {
    #expect(throws: ProblemLookupError.self) { try Self.set.find(name) }
  }

  @Test func `An empty set says so`() throws {
    let error = try #require(throws: ProblemLookupError.self) { try ProblemSet().find("he/1") }
    #expect(error.candidates.isEmpty)
  }

  @Test(arguments: [
    ("", 7), ("zero", 1), ("POLYNOMIAL zero", 1), ("difficulty:hard", 1), ("tag:math", 2),
    ("tag:math difficulty:easy", 1), ("tag:mat", 0), ("humaneval", 4), ("nothing-like-it", 0),
  ])
  func `A filter wants every word`(_ words: String, _ count: Int) {
    #expect(Self.set.filter(words).count == count)
  }

  @Test func `A repeated id takes the place of the first`() {
    var set = ProblemSet([Self.problem("A/1"), Self.problem("A/2")])
    set.add([Self.problem("A/1", entryPoint: "g")])
    #expect(set.problems.map(\.entryPoint) == ["g", "f"])
    #expect(set["A/1"]?.problem.entryPoint == "g")
  }

  private static let set = ProblemSet([
    problem("HumanEval/3"),
    problem("HumanEval/32", entryPoint: "find_zero", prompt: "the zero of a polynomial"),
    problem("HumanEval/163"),
    problem("Mbpp/3", difficulty: "easy", tags: ["Math"]),
    problem("starter/two-sum", entryPoint: "two_sum", difficulty: "Hard", tags: ["math"]),
    problem("HumanEvalPlus/3"),
    problem("Mbpp/4"),
  ])

  private static func problem(
    _ taskID: String, entryPoint: String = "f", prompt: String = "", difficulty: String? = nil,
    tags: [String] = []
  ) -> BenchmarkProblem {
    BenchmarkProblem(
      Problem(
        taskID: taskID, prompt: prompt, entryPoint: entryPoint, difficulty: difficulty, tags: tags),
      gold: Gold(tests: "", canonicalSolution: ""))
  }
}
