import Experiments
import Foundation
import ProviderTesting
import Testing

@testable import Simulators

@Suite struct SimulatorPolicyTests {
  private static let samples = 4_000

  private func passes(
    _ skill: Double, seed: UInt64 = 7, failures: Int = 0, guidance: Int = 0,
    context: (Int) -> GenerationContext
  ) -> [Bool] {
    let policy = SimulatorPolicy(skill: skill, seed: seed)
    return (0..<Self.samples).map { index in
      var context = context(index)
      context.failuresShown = failures
      context.guidanceShown = guidance
      return policy.passes(at: context)
    }
  }

  private func bySample(_ index: Int) -> GenerationContext {
    GenerationContext(problem: sampleProblem, path: "1.2", sample: index)
  }

  private func byPath(_ index: Int) -> GenerationContext {
    GenerationContext(
      problem: sampleProblem, path: (0...index % 50).map(String.init).joined() + "\(index)")
  }

  private func byProblem(_ index: Int) -> GenerationContext {
    var problem = sampleProblem
    problem.taskID = "HumanEval/\(index)"
    return GenerationContext(problem: problem)
  }

  @Test(arguments: [0, 0.01, 0.3, 0.5, 0.7, 0.99, 1])
  func `p is p over samples, paths and problems`(skill: Double) {
    let allowed = binomialRange(trials: Self.samples, chance: skill, coverage: 0.9999)
    #expect(allowed.contains(passes(skill, context: bySample).count { $0 }))
    #expect(allowed.contains(passes(skill, context: byPath).count { $0 }))
    #expect(allowed.contains(passes(skill, context: byProblem).count { $0 }))
  }

  @Test(arguments: [(1, 0), (3, 0), (0, 1), (2, 1), (5, 2)])
  func `the frequency follows the formula with feedback`(failures: Int, guidance: Int) {
    let chance = 1 - 0.7 * pow(0.9, Double(failures)) * pow(0.5, Double(guidance))
    let count = passes(0.3, failures: failures, guidance: guidance, context: bySample).count { $0 }
    #expect(binomialRange(trials: Self.samples, chance: chance, coverage: 0.9999).contains(count))
  }

  @Test(arguments: [
    (0.3, 0, 0, 0.3), (0.3, 1, 0, 0.37), (0.3, 2, 1, 0.7165), (0.0, 0, 2, 0.75), (1.0, 3, 1, 1.0),
    (0.1, 0, 0, 0.1), (0.0, 7, 0, 0.5217031),
  ])
  func `the chance is the formula's`(
    skill: Double, failures: Int, guidance: Int, chance: Double
  ) {
    let policy = SimulatorPolicy(skill: skill, seed: 0)
    let computed = policy.chance(failuresShown: failures, guidanceShown: guidance)
    #expect(abs(computed - chance) < 1e-15)
  }

  @Test func `without anything shown the chance is p to the last bit`() {
    for skill in [0.1, 0.3, 0.7, 1.0 / 3] {
      let policy = SimulatorPolicy(skill: skill, seed: 0)
      #expect(policy.chance(failuresShown: 0, guidanceShown: 0) == skill)
    }
  }

  @Test func `samples are independent of the one before`() {
    let sequence = passes(0.5, context: bySample)
    let pairs = zip(sequence, sequence.dropFirst()).count { $0 && $1 }
    #expect(binomialRange(trials: Self.samples - 1, chance: 0.25, coverage: 0.9999).contains(pairs))
  }

  @Test func `the same place gets the same answer, another seed another`() {
    let first = passes(0.5, seed: 1, context: bySample)
    #expect(first == passes(0.5, seed: 1, context: bySample))
    let agreements = zip(first, passes(0.5, seed: 2, context: bySample)).count { $0 == $1 }
    #expect(
      binomialRange(trials: Self.samples, chance: 0.5, coverage: 0.9999).contains(agreements))
  }

  @Test func `more feedback never turns a pass into a failure`() {
    let without = passes(0.3, context: bySample)
    let with = passes(0.3, failures: 1, guidance: 1, context: bySample)
    #expect(zip(without, with).allSatisfy { !$0 || $1 })
  }

  @Test func `the hash is the same on every machine`() {
    #expect(SeededHash(0).mixing("a").value == SeededHash(0).mixing("a").value)
    #expect(
      SeededHash(0).mixing("ab").mixing("c").value != SeededHash(0).mixing("a").mixing("bc").value)
    var generator = SeededGenerator(state: 1_234_567)
    // The first outputs of the reference implementation for this state.
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }
}

/// The counts that a binomial variable has with at least this probability, tails cut evenly.
func binomialRange(trials: Int, chance: Double, coverage: Double) -> ClosedRange<Int> {
  if chance <= 0 { return 0...0 }
  if chance >= 1 { return trials...trials }
  let tail = (1 - coverage) / 2
  let mass = (0...trials).map { binomialMass($0, trials: trials, chance: chance) }
  var low = 0
  var below = mass[0]
  while below <= tail {
    low += 1
    below += mass[low]
  }
  var high = trials
  var above = mass[trials]
  while above <= tail {
    high -= 1
    above += mass[high]
  }
  return low...high
}

private func binomialMass(_ count: Int, trials: Int, chance: Double) -> Double {
  let ways =
    lgamma(Double(trials + 1)) - lgamma(Double(count + 1)) - lgamma(Double(trials - count + 1))
  return exp(ways + Double(count) * log(chance) + Double(trials - count) * log1p(-chance))
}
