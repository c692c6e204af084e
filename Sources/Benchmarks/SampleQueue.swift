import Experiments
import Judging

/// What a line asks for.
enum SampleTask: Sendable {
  case sample(Sample, BenchmarkProblem, index: Int)
  case unreadable(SampleError, line: Int)
}

/// Numbers lines from 1 and the samples of each problem from 0.
struct SampleQueue {
  private var line = 0
  private var samples: [String: Int] = [:]

  /// The next task; nil for a blank line.
  mutating func next(_ bytes: [UInt8], by batch: SampleBatch) -> SampleTask? {
    line += 1
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .unreadable(SampleError(reason: "not UTF-8"), line: line)
    }
    guard text.contains(where: { !$0.isWhitespace }) else { return nil }
    do {
      let (sample, problem) = try batch.sample(from: text)
      let index = samples[sample.taskID, default: 0]
      samples[sample.taskID] = index + 1
      return .sample(sample, problem, index: index)
    } catch {
      return .unreadable(error, line: line)
    }
  }
}
