import Experiments
import TestKit
import Testing

@Suite struct BudgetTests {
  private func dollars(_ cents: Int) -> Money { Money(nanoUSD: cents * 10_000_000) }

  @Test func `a call that may exceed a limit is named with the narrowest scope`() {
    let budget = Budget([.session: dollars(100), .problem: dollars(20), .attempt: dollars(10)])
    let spent: [Budget.Scope: Money] = [.session: dollars(95), .problem: dollars(15)]
    #expect(budget.breach(byCallOf: dollars(5), spent: spent) == nil)
    #expect(budget.breach(byCallOf: dollars(6), spent: spent)?.scope == .problem)
    #expect(budget.breach(byCallOf: dollars(11), spent: spent)?.scope == .attempt)
    let breach = Budget([.session: dollars(100)]).breach(byCallOf: dollars(6), spent: spent)
    #expect(breach?.scope == .session)
    #expect(breach?.left == dollars(5))
  }

  @Test func `without limits everything may be asked, priced or not`() {
    #expect(Budget().breach(byCallOf: nil, spent: [.session: dollars(9999)]) == nil)
  }

  @Test func `what has no price cannot be asked under a budget`() {
    let breach = Budget([.session: dollars(1)]).breach(byCallOf: nil, spent: [:])
    #expect(breach?.worst == nil)
    #expect(breach?.scope == .session)
  }

  @Test func `a call that costs nothing is allowed when all is spent`() {
    let budget = Budget([.session: dollars(1)])
    #expect(budget.breach(byCallOf: .zero, spent: [.session: dollars(2)]) == nil)
  }

  @Test func `what is left is the least that session or problem have left`() {
    let spent: [Budget.Scope: Money] = [.session: dollars(79), .problem: dollars(8)]
    #expect(Budget([.attempt: dollars(1)]).left(spent: spent) == nil)
    let session = Budget([.session: dollars(100)]).left(spent: spent)
    #expect(session?.amount == dollars(21))
    #expect(session?.isLow == false)
    let problem = Budget([.session: dollars(100), .problem: dollars(10)]).left(spent: spent)
    #expect(problem?.amount == dollars(2))
    #expect(problem?.isLow == true)
    #expect(Budget([.problem: dollars(5)]).left(spent: spent)?.amount == .zero)
  }

  @Test func `four fifths spent are said once`() {
    let budget = Budget([.session: dollars(100), .problem: dollars(10)])
    let before: [Budget.Scope: Money] = [.session: dollars(79), .problem: dollars(9)]
    let after: [Budget.Scope: Money] = [.session: dollars(80), .problem: dollars(10)]
    #expect(budget.warnings(before: before, after: after) == [.session])
    #expect(budget.warnings(before: after, after: after) == [])
  }

  /// Whatever is asked in whatever order: as long as no call costs more than its bound, the limit holds.
  @Test func `a limit is never passed`() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<300 {
      let budget = Budget([.session: Money(nanoUSD: random.below(10_000))])
      var spent = 0
      for _ in 0..<40 {
        let worst = random.below(3000)
        let isRefused =
          budget.breach(
            byCallOf: Money(nanoUSD: worst), spent: [.session: Money(nanoUSD: spent)]) != nil
        if !isRefused { spent += random.below(worst + 1) }
      }
      #expect(spent <= budget[.session]?.nanoUSD ?? 0)
    }
  }
}
