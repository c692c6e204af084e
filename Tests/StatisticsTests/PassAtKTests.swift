import Statistics
import Testing

@Suite("pass@k")
struct PassAtKTests {
  @Test(
    arguments: [
      (10, 3, 1, 0.3), (10, 3, 5, 11.0 / 12), (10, 7, 5, 1), (5, 2, 3, 0.9), (20, 1, 10, 0.5),
      (200, 20, 10, 0.6602256238), (1, 0, 1, 0), (1, 1, 1, 1),
    ] as [(Int, Int, Int, Double)])
  func `It is unbiased`(n: Int, c: Int, k: Int, rate: Double) throws {
    let found = try #require(PassAtK.estimate(samples: n, correct: c, k: k))
    #expect(abs(found - rate) < 1e-9)
  }

  @Test(arguments: [(4, 2, 5), (4, 2, 0), (4, 5, 1), (4, -1, 1), (0, 0, 1)] as [(Int, Int, Int)])
  func `It is undefined for fewer samples than k, and for counts that cannot be`(
    n: Int, c: Int, k: Int
  ) {
    #expect(PassAtK.estimate(samples: n, correct: c, k: k) == nil)
  }

  @Test(arguments: 1...12)
  func `It is the share of choices of k samples with a pass among them`(n: Int) throws {
    for c in 0...n {
      for k in 1...n {
        let choices = (0..<(1 << n)).filter { $0.nonzeroBitCount == k }
        let passing = choices.filter { $0 & ((1 << c) - 1) != 0 }  // the first c samples pass
        let found = try #require(PassAtK.estimate(samples: n, correct: c, k: k))
        #expect(abs(found - Double(passing.count) / Double(choices.count)) < 1e-12)
      }
    }
  }
}
