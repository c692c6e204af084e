import Testing

@testable import Runs

@Suite struct SecretScanTests {
  private static let tail = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"

  @Test(arguments: [
    "sk-ant-api03-\(tail)", "sk-proj-\(tail)", "sk-\(tail)", "AIza\(tail)", "ghp_\(tail)",
    "github_pat_\(tail)", "xoxb-123456789012-\(tail)", "AKIA1234567890ABCDEF", "hf_\(tail)",
    "gsk_\(tail)",
  ])
  func `Keys of known services are redacted wherever they stand`(key: String) {
    for text in [key, "the key is \(key).", "url?key=\(key)&x=1", "(\"\(key)\")", "é\(key)\n値"] {
      #expect(SecretScan.containsSecret(text))
      let redacted = SecretScan.redact(text)
      #expect(!redacted.contains(Self.tail.prefix(12)))
      #expect(redacted == text.replacing(key, with: "<redacted>"))
    }
  }

  @Test(arguments: [
    ("Authorization: Bearer abc.def-123_456/789=", "Authorization: Bearer <redacted>"),
    ("authorization: bearer 0123456789abcdef", "authorization: bearer <redacted>"),
    ("OPENAI_API_KEY=correct-horse", "OPENAI_API_KEY=<redacted>"),
    ("export MY_API_KEY='abc def123'", "export MY_API_KEY='abc def123'"),
    ("export MY_API_KEY=\"abcdef\"; x", "export MY_API_KEY=\"<redacted>\"; x"),
    ("{\"api_key\": \"0123abcd\"}", "{\"api_key\": \"<redacted>\"}"),
    ("HF_TOKEN = abcdef123", "HF_TOKEN = <redacted>"),
    ("A_API_KEY=abc123 B_API_KEY=def456", "A_API_KEY=<redacted> B_API_KEY=<redacted>"),
  ])
  func `Tokens and assignments lose their value only`(text: String, redacted: String) {
    #expect(SecretScan.redact(text) == redacted)
    #expect(SecretScan.redact(redacted) == redacted)
  }

  @Test(arguments: [
    "", "sk-", "task-0123456789012345678901234567890", "sk-learn-is-a-library-of-many-parts",
    "hf_hub_download", "AKIA", "API_KEY=", "the bearer of good news brought them",
    "Bearer authentication_is_used", "client = Client(api_key=settings.api_key)",
    "KEY_API_KEY = os.environ[\"X\"]", "API_KEY=$(pass show key)", "for key in api_keys: pass",
    "def check(candidate):\n    assert candidate(\"token: 1\") == 3",
  ])
  func `What is no secret stays`(text: String) {
    #expect(!SecretScan.containsSecret(text))
    #expect(SecretScan.redact(text) == text)
  }
}
