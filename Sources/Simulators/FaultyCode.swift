import Experiments
import Judging

/// Finds code with a mistake that is proven to fail.
struct FaultyCode: Sendable {
  /// What a failing attempt gives.
  enum Answer: Sendable, Hashable {
    /// Complete source that does not pass, and its mistake in words.
    case code(String, fault: String)
    /// Talk about the problem without any code.
    case prose
  }

  /// How many mistakes are tried before one that cannot pass is taken.
  private static let attempts = 12
  /// How often a failing answer is talk only.
  private static let proseShare = 0.04

  let proofs: FailureProofs

  /// A failing answer for a problem, chosen by the generator.
  ///
  /// - Throws: What the verifier throws.
  func answer(
    to problem: BenchmarkProblem,
    choosing generator: inout SeededGenerator
  ) async throws -> Answer {
    if Double.random(in: 0..<1, using: &generator) < Self.proseShare { return .prose }
    let body = SolutionBody(problem)
    var pool = FaultPool(body)
    for _ in 0..<Self.attempts {
      guard let choice = pool.take(using: &generator) else { break }
      let code = body.source(with: choice.body)
      if choice.fault.isCertain(in: body) { return .code(code, fault: choice.fault.name) }
      if try await proofs.fails(code, problem) { return .code(code, fault: choice.fault.name) }
    }
    return try await lastResort(body, problem)
  }

  /// Code that cannot pass tests which call it; talk when even that passes.
  private func lastResort(_ body: SolutionBody, _ problem: BenchmarkProblem) async throws -> Answer
  {
    let code = body.source(with: body.indent + "raise NotImplementedError\n")
    return try await proofs.fails(code, problem) ? .code(code, fault: "not implemented") : .prose
  }
}

/// The mistakes still to be tried on one body.
private struct FaultPool {
  private var remaining: [(fault: any CodeFault.Type, bodies: [String])]

  init(_ body: SolutionBody) {
    remaining = CodeFaults.all.map { ($0, $0.variants(of: body)) }.filter { !$0.1.isEmpty }
  }

  /// Takes out one mistake: first its kind, by weight, then its place.
  mutating func take(
    using generator: inout SeededGenerator
  ) -> (fault: any CodeFault.Type, body: String)? {
    let total = remaining.reduce(0) { $0 + $1.fault.weight }
    guard total > 0 else { return nil }
    var ticket = Int.random(in: 0..<total, using: &generator)
    for index in remaining.indices {
      ticket -= remaining[index].fault.weight
      guard ticket < 0 else { continue }
      let place = Int.random(in: remaining[index].bodies.indices, using: &generator)
      let choice = (remaining[index].fault, remaining[index].bodies.remove(at: place))
      if remaining[index].bodies.isEmpty { remaining.remove(at: index) }
      return choice
    }
    return nil
  }
}

/// What running faulty code has shown, remembered.
///
/// An actor because attempts on several problems share one memory.
actor FailureProofs {
  private struct Case: Hashable {
    var taskID: String
    var gold: Gold
    var code: String
  }

  private var known: [Case: Bool] = [:]
  private let verify: SimulatorServices.Verifier

  init(verify: @escaping SimulatorServices.Verifier) {
    self.verify = verify
  }

  /// Whether code fails a problem's tests; runs it the first time.
  ///
  /// - Throws: What the verifier throws.
  func fails(_ code: String, _ problem: BenchmarkProblem) async throws -> Bool {
    let key = Case(taskID: problem.taskID, gold: problem.gold, code: code)
    if let fails = known[key] { return fails }
    let fails = try await !verify(code, problem)
    known[key] = fails
    return fails
  }
}
