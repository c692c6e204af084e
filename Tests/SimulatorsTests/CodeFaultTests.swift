import Experiments
import Judging
import ProviderTesting
import Testing

@testable import Simulators

@Suite struct CodeFaultTests {
  private let body = SolutionBody(sample)

  private func variants(_ name: String) -> [String] {
    CodeFaults.all.first { $0.name == name }?.variants(of: body) ?? []
  }

  @Test func `every kind has a name of its own, a weight and something to do here`() {
    let kinds = CodeFaults.all
    #expect(Set(kinds.map { $0.name }).count == kinds.count)
    for kind in kinds {
      #expect(kind.weight > 0, "\(kind.name)")
      let variants = kind.variants(of: body)
      #expect(!variants.isEmpty, "\(kind.name)")
      #expect(!variants.contains(sample.gold.canonicalSolution), "\(kind.name)")
      #expect(Set(variants).count == variants.count, "\(kind.name)")
    }
  }

  @Test(arguments: [
    ("off by one", "range(len(values) - 1)"), ("off by one", "range(len(values) + 1):"),
    ("off by one", "run + 2"), ("off by one", "run + 0"), ("wrong comparison", "!= target"),
    ("wrong return type", "return str(max(best, run))"), ("wrong return type", "return print(0)"),
    ("swapped arguments", "max(run, best)"), ("wrong operator", "run - 1"),
    ("wrong operator", "min(best, run)"), ("inverted condition", "if not (not values):"),
    ("name error", "return max(bes, run)"), ("exception", "values[index + len(values)]"),
    ("exception", "return (max(best, run)).value"), ("syntax error", "return max(best, run\n"),
    ("endless loop", "while remaining > 0:"),
  ])
  func `a kind makes its mistake`(kind: String, code: String) {
    #expect(variants(kind).contains { $0.contains(code) })
  }

  @Test func `a forgotten edge case drops the guard and nothing else`() {
    #expect(
      variants("missed edge case")
        == [
          sample.gold.canonicalSolution.replacing(
            "    if not values:\n        return 0\n", with: "")
        ])
  }

  @Test func `strings and comments stay as they are`() {
    for kind in CodeFaults.all {
      for variant in kind.variants(of: body) where variant.contains("#") {
        #expect(variant.contains("# \"in\" the run"), "\(kind.name)")
      }
    }
  }

  @Test func `only an endless loop in the tested function is certain`() {
    #expect(CodeFaults.all.filter { $0.isCertain(in: body) }.map { $0.name } == ["endless loop"])
    var generator = sample
    generator.gold.canonicalSolution = "    yield 1\n"
    #expect(!EndlessLoop.isCertain(in: SolutionBody(generator)))
    var helper = sample
    helper.problem.entryPoint = "other"
    #expect(!EndlessLoop.isCertain(in: SolutionBody(helper)))
  }
}
