package import Experiments

/// Decides whether a completion of the simulator passes; pure.
package struct SimulatorPolicy: Sendable, Hashable {
  /// Chance that a completion passes without feedback or guidance, `0...1`.
  package var skill: Double
  package var seed: UInt64
  package var failureFactor: Double
  package var guidanceFactor: Double

  package init(
    skill: Double,
    seed: UInt64,
    failureFactor: Double = 0.9,
    guidanceFactor: Double = 0.5
  ) {
    self.skill = skill
    self.seed = seed
    self.failureFactor = failureFactor
    self.guidanceFactor = guidanceFactor
  }

  /// The chance of passing: 1 − (1 − p) · 0.9^failures · 0.5^guidance.
  ///
  ///     p    failures  guidance  chance
  ///     0.3         0         0  0.3
  ///     0.3         1         0  0.37
  ///     0.3         2         1  0.7165
  ///     0           0         2  0.75
  ///     1           3         1  1
  package func chance(failuresShown: Int, guidanceShown: Int) -> Double {
    // Without anything shown it is p to the last bit, which 1 − (1 − p) is not.
    if failuresShown <= 0, guidanceShown <= 0 { return skill }
    return 1 - (1 - skill) * power(failureFactor, failuresShown)
      * power(guidanceFactor, guidanceShown)
  }

  /// Whether the completion at a place passes; the same place always gets the same answer.
  ///
  /// The draw depends on the seed, the problem, the path and the sample, and on nothing else: more
  /// feedback at one place can turn a failure into a pass, never the reverse.
  package func passes(at context: GenerationContext) -> Bool {
    let chance = chance(
      failuresShown: context.failuresShown, guidanceShown: context.guidanceShown)
    return draw(at: context) < chance
  }

  /// The uniform draw in `[0, 1)` that decides at a place.
  package func draw(at context: GenerationContext) -> Double {
    SeededHash(seed).mixing("pass").mixing(context.problem.taskID).mixing(context.path)
      .mixing(context.sample).uniform
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<max(0, exponent)).reduce(1) { product, _ in product * base }
  }
}
