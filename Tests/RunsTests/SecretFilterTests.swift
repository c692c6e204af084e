import Runs
import Testing

@Suite struct SecretFilterTests {
  private let filter = SecretFilter(environment: [
    "GPU_BOX_TOKEN": " 'open sesame 1' ", "OPENAI_API_KEY": "abcdefgh", "PATH": "/usr/bin:/bin",
    "SHORT_KEY": "abc", "OTHER_API_KEY": "abcdefgh-and-more", "ODD_KEY": #"quo"te\slash/$1"#,
    "HTTPS_PROXY": "bob:hunter2/secret@proxy.example:3128",
    "OLLAMA_HOST": "http://ann:opensesame@gpubox:11434", "MAIL_HOST": "x@y",
  ])

  @Test(arguments: [
    ("say open sesame 1 twice", "say <redacted> twice"),
    ("abcdefgh-and-more, abcdefgh", "<redacted>, <redacted>"),
    ("/usr/bin:/bin abc", "/usr/bin:/bin abc"),
    ("key sk-proj-abc123def456ghi", "key <redacted>"),
    // Code gives names to values all the time; it is to run as it was written.
    ("api_key = 'correct-horse-1'", "api_key = 'correct-horse-1'"),
    ("sk = 'sk-learn'", "sk = 'sk-learn'"),
    // As it is and as JSON writes it.
    (#"key quo"te\slash/$1 refused"#, "key <redacted> refused"),
    (#"{"m":"key quo\"te\\slash/$1"}"#, #"{"m":"key <redacted>"}"#),
    ("bob:hunter2/secret@proxy", "<redacted>@proxy"), ("hunter2/secret", "<redacted>"),
    ("http://ann:opensesame@gpubox", "http://<redacted>@gpubox"), ("x@y", "x@y"),
  ])
  func `known values and known shapes are replaced, and nothing else`(
    text: String, expected: String
  ) {
    #expect(filter.redact(text) == expected)
    #expect(filter.redact(expected) == expected)
  }
}
