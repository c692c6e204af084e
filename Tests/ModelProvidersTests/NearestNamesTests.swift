import Testing

@testable import ModelProviders

@Suite struct NearestNamesTests {
  private let names = ["qwen2.5-coder:32b", "qwen2.5-coder:7b", "llama3.2:latest", "gpt-4o"]

  @Test(arguments: [
    ("qwen2.5-coder:32", ["qwen2.5-coder:32b", "qwen2.5-coder:7b"]),
    ("llama3", ["llama3.2:latest"]),
    ("gpt4o", ["gpt-4o"]),
    ("mistral", []),
    ("", []),
  ])
  func `near names come best first`(typed: String, expected: [String]) {
    #expect(nearestNames(to: typed, among: names, limit: 3) == expected)
  }
}
