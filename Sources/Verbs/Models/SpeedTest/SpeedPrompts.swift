import Experiments

/// The prompts that every model is timed with.
struct SpeedPrompt: Sendable, Hashable {
  var name: String
  var text: String
}

enum SpeedPrompts {
  /// A short question, a function to write, and a long text to read.
  static let all = [
    SpeedPrompt(
      name: "short", text: "In one sentence: what does a hash table trade for its speed?"),
    SpeedPrompt(
      name: "code",
      text: """
        Write a Python function merge_intervals(intervals) that merges overlapping half-open \
        intervals, given as pairs in any order, and returns them sorted. Answer with the code only.
        """),
    SpeedPrompt(
      name: "long",
      text: "Which stations of this log were hottest and coldest? Two lines, no more.\n\n" + log),
  ]

  /// 120 lines of readings, the same on every machine: about 1,500 tokens.
  private static let log = (1...120).map { line in
    "day \(line), station \(line * 7 % 23): \(line * 37 % 41 - 9) degrees"
  }.joined(separator: "\n")
}
