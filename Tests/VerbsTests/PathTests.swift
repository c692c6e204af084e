import Experiments
import Judging
import Runs
import Shell
import TestKit
import Testing
import WorkbenchTesting

/// Arms of an experiment do not mix, and counts are honest: what people typed when they did.
@Suite(.paced)
struct PathTests {
  private func bench(_ lines: String...) async throws -> Bench {
    let bench = try Bench()
    try await bench.run("use starter/1", "set reviewer sim:0.5", "set spec-model sim:0.9")
    try await bench.useHopelessCoder()
    for line in lines { try await bench.shell.run(line) }
    return bench
  }

  /// The text of a slot of the last request of a role; nil when it has none.
  private func slot(
    _ name: String, of role: Role, in bench: Bench
  ) async throws -> String? {
    let requests = try await bench.session.events(of: RequestSent.self)
    let sent = requests.map(\.content).last { $0.role == role }
    guard let text = sent?.slots.first(where: { $0.name == name })?.text else { return nil }
    return try await bench.session.text(text)
  }

  @Test func `41: a review of one branch is not shown on another`() async throws {
    let bench = try await bench(
      "step 2", "fork A", "fork B", "review", "step", "goto A", "step", "tree")
    let experiment = try await bench.experiment()
    #expect(experiment.attempts.map(\.guidance) == [[], [], [1], []])
    #expect(experiment.attempts.map(\.parent) == [0, 1, 2, 2])
    #expect(try await slot("guidance", of: .coder, in: bench) == nil)
    #expect(experiment.reviews(onPathTo: 4).isEmpty)
    #expect(experiment.reviews(onPathTo: 3).count == 1)
  }

  @Test func `41: sticky guidance and its end hold on their branch`() async throws {
    let bench = try await bench(
      "guide --sticky both", "fork A", "guide --sticky of A", "step", "goto main", "fork B",
      "guide drop g1", "step", "goto main", "step")
    #expect(try await bench.experiment().attempts.map(\.guidance) == [[1, 2], [], [1]])
  }

  @Test func `42: two reviewers at one place read the same attempts`() async throws {
    let bench = try await bench("step 2", "review sim:0.9")
    let first = try await slot("attempts", of: .reviewer, in: bench)
    try await bench.run("review sim:0.5")
    #expect(try await slot("attempts", of: .reviewer, in: bench) == first)
    #expect(first?.contains("trim_readings") == true)
    #expect(try await slot("earlier-review", of: .reviewer, in: bench) == nil)
    let reviews = try await bench.experiment().reviews
    #expect(reviews.map(\.model) == ["sim:0.9", "sim:0.5"])
    #expect(reviews.map(\.at) == [2, 2])
  }

  @Test func `42: after undo of a review the next one knows nothing of it`() async throws {
    let bench = try await bench("step 2", "review sim:0.9", "undo", "step", "review sim:0.5")
    let prompt = try await slot("attempts", of: .reviewer, in: bench)
    #expect(prompt?.contains("@1") == true || prompt?.contains("1") == true)
    #expect(try await slot("earlier-review", of: .reviewer, in: bench) == nil)
    #expect(try await bench.experiment().attempts.last?.guidance == [])
  }

  @Test func `43: each branch keeps its spec`() async throws {
    let bench = try await bench("spec", "fork A", "step 2", "goto @0", "fork B")
    try bench.files.files.write("/t.txt", Array("Another spec.".utf8))
    try await bench.run("spec edit --file /t.txt", "step 2", "goto A", "step")
    #expect(try await bench.experiment().attempts.map(\.spec) == [1, 1, 2, 2, 1])
  }

  @Test func `45: what a person wrote is nobody's success`() async throws {
    let bench = try await bench("step")
    let solution = try await bench.session.benchmarkProblem("Starter/1")
    try bench.files.files.write(
      "/canonical.py", Array((solution.problem.prompt + solution.gold.canonicalSolution).utf8))
    try await bench.run("edit code --file /canonical.py", "log", "problems solved")
    let experiment = try await bench.experiment()
    #expect(experiment.attempts.last?.isPass == true)
    #expect(experiment.attempts.last?.exposure == .byHand)
    #expect(experiment.firstModelPass == nil)
    #expect(await bench.session.state.results.map(\.passed) == [0])
    #expect(bench.printed.text.contains("no problem fits"))
    try await bench.run("finish")
    #expect(bench.shell.isGoalMissed)
  }

  @Test func `45: a spec that a person replaced is by no model`() async throws {
    let bench = try await bench("spec")
    try bench.files.files.write("/t.txt", Array("My own words.".utf8))
    try await bench.run("spec edit --file /t.txt")
    #expect(try await bench.experiment().specs.map(\.model) == ["sim:0.9", ""])
    #expect(bench.printed.text.contains("spec s2 · by hand"))
  }

  @Test func `46: a waiting request is made anew when what it shows has changed, and it is said`()
    async throws
  {
    let bench = try await bench("stepi", "set temperature 0.7", "preview")
    #expect(bench.printed.text.contains("another request waited here"))
    try await bench.run("step")
    let requests = try await bench.session.events(of: RequestSent.self).map(\.content)
    #expect(requests.map(\.sampling.temperature) == [0.1, 0.7])
    let completions = try await bench.session.events(of: CompletionReceived.self)
    #expect(completions.map(\.content.requestHash) == [requests[1].requestHash])
    #expect(try await bench.experiment().position.drafts.isEmpty)
  }

  @Test func `46: a waiting request that still holds is the one previewed and sent`() async throws {
    let bench = try await bench("stepi", "preview")
    #expect(bench.printed.text.contains("this request waits: step sends it"))
    try await bench.run("step")
    #expect(try await bench.session.events(of: RequestSent.self).count == 1)
  }

  @Test func `52: a retry moves no branch, and its samples are siblings`() async throws {
    let bench = try await bench("step 2", "goto @1", "fork Y", "step", "retry 3", "tree")
    let experiment = try await bench.experiment()
    #expect(experiment.attempts.map(\.parent) == [0, 1, 1, 1, 1, 1])
    #expect(experiment.position.branches.map(\.name) == ["main", "Y"])
    #expect(experiment.position.branches.map(\.tip) == [2, 3])
    #expect(experiment.position.head == 3)
    #expect(experiment.position.branch == "Y")
  }

  @Test func `a hook that turns to another problem does not take the attempts along`() async throws
  {
    let bench = try Bench()
    try await bench.run("use starter/2", "set coder sim:0", "every 1 \"use starter/3\"", "step 3")
    let experiments = await bench.session.state.experiments
    #expect(experiments["Starter/2"]?.attempts.count == 3)
    #expect(experiments["Starter/3"]?.attempts.isEmpty == true)
    #expect(await bench.session.state.current == "Starter/3")
  }

  @Test func `attempts of a script that a hook runs start no hook`() async throws {
    let bench = try await bench("every 1 \"source /s.kz\"")
    try bench.files.files.write("/s.kz", Array("step --anyway\n".utf8))
    try await bench.run("step")
    #expect(try await bench.experiment().attempts.count == 2)
  }
}
