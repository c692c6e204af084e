import Experiments
import Testing

@Suite struct NearestWordsTests {
  private let models = ["qwen2.5-coder:32b", "qwen2.5-coder:7b", "llama3.2:latest", "gpt-4o"]

  @Test(arguments: [
    ("qwen2.5-coder:32", ["qwen2.5-coder:32b", "qwen2.5-coder:7b"]),
    ("llama3", ["llama3.2:latest"]),
    ("gpt4o", ["gpt-4o"]),
    ("mistral", []),
    ("", []),
  ])
  func `near names of models come best first`(typed: String, expected: [String]) {
    #expect(NearestWords.nearest(to: typed, in: models, within: .third) == expected)
  }

  @Test(arguments: [
    ("setp", ["step", "stepi"]), ("STEP", ["step", "stepi"]), ("xyz", []), ("s", ["x"]),
  ])
  func `near verbs come best first, and exchanged neighbours are one mistake`(
    typed: String, expected: [String]
  ) {
    #expect(NearestWords.nearest(to: typed, in: ["step", "stepi", "x", "step"]) == expected)
  }

  @Test func `no more than the limit are given`() {
    #expect(NearestWords.nearest(to: "aa", in: ["ab", "ac", "ad"], limit: 2) == ["ab", "ac"])
  }
}
