package import Testing

/// Lets only a few of the marked tests run at the same time.
///
/// All tests begin at once. Those that take a whole core, or start programs that do, would slow one
/// another down until limits of time run out that no single one of them comes near.
package struct PacedTrait: SuiteTrait, TestTrait, TestScoping {
  /// Every test of a marked suite is marked.
  package var isRecursive: Bool { true }

  /// Around all cases of a test: its time limit, which is each case's own, does not count the wait.
  package func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    test.isSuite || testCase != nil ? nil : self
  }

  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    await Turnstile.shared.enter()
    do {
      try await function()
    } catch {
      await Turnstile.shared.leave()
      throw error
    }
    await Turnstile.shared.leave()
  }
}

extension Trait where Self == PacedTrait {
  /// Few of the tests with this trait run at the same time.
  package static var paced: Self { PacedTrait() }
}

/// Lets so many through at once, the others in the order in which they came.
private actor Turnstile {
  static let shared = Turnstile(places: 4)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) {
    free = places
  }

  func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
