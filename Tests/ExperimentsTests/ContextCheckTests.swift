import Experiments
import Testing

@Suite struct ContextCheckTests {
  private enum Found: String { case whole, doubtful, cut }

  private func found(_ check: ContextCheck) -> Found {
    switch check {
    case .whole: .whole
    case .doubtful: .doubtful
    case .cut: .cut
    }
  }

  /// Reported, estimated, window.
  @Test(arguments: [
    (5600, 6000, 5120, "whole"), (5119, 6000, 5120, "cut"), (2561, 6000, 5120, "cut"),
    (2048, 6000, 5120, "cut"), (4096, 9000, 40_000, "cut"), (1500, 6000, 5120, "doubtful"),
    (3000, 3100, 5120, "whole"), (3700, 3100, 5120, "whole"), (1950, 3100, 5120, "whole"),
    (300, 3100, 200_000, "doubtful"), (16_387, 160_000, 32_768, "cut"), (1, 0, 5120, "whole"),
    // A short prompt is not taken for a cut one because it happens to have a window's size.
    (2048, 2100, 5120, "whole"),
  ])
  func `a count says whether the prompt was read`(
    reported: Int, estimated: Int, window: Int, expected: String
  ) {
    let check = ContextCheck(reported: reported, estimated: estimated, window: window)
    #expect(found(check).rawValue == expected, "\(check)")
  }

  @Test func `no count says nothing`() {
    #expect(ContextCheck(reported: nil, estimated: 9000, window: 5120) == .whole)
    #expect(ContextCheck(reported: 0, estimated: 9000, window: 5120) == .whole)
  }
}

@Suite struct TokenEstimateTests {
  @Test(arguments: [
    ("qwen2.5-coder:32b", "qwen"), ("ollama/qwen3:8b", "qwen"), ("openai/gpt-4o", "gpt"),
    ("o3-mini", "gpt"), ("anthropic/claude-haiku-4-5", "claude"),
    ("codellama:13b", "small vocabulary"),
    ("sim:0.3", "general"), ("recorded:x.jsonl", "general"), ("hf.co/Qwen/Qwen3-8B", "qwen"),
  ])
  func `a model's name tells its family`(model: String, family: String) {
    #expect(TokenEstimate.of(model: model).family == family)
  }

  @Test func `tokens are rounded up`() {
    #expect(TokenEstimate.tokens("") == 0)
    #expect(TokenEstimate.tokens("a") == 1)
    #expect(TokenEstimate.tokens("abcde") == 2)
    #expect(TokenEstimate.of(model: "claude-x").tokens(String(repeating: "a", count: 330)) == 100)
  }

  @Test func `no estimate passes the bound`() {
    for model in ["claude-x", "qwen", "phi3", "?"] {
      for text in ["", "a", String(repeating: "é", count: 500)] {
        let message = Message(role: .user, content: text)
        #expect(TokenEstimate.of(model: model).tokens(text) <= TokenEstimate.bound([message]))
      }
    }
  }
}
