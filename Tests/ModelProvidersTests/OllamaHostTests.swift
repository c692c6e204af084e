import Testing

@testable import ModelProviders

/// The cases are those of Ollama's own `TestHost`, with addresses to listen on made dialable.
@Suite struct OllamaHostTests {
  @Test(arguments: [
    ("", "http://127.0.0.1:11434"),
    ("1.2.3.4", "http://1.2.3.4:11434"),
    (":1234", "http://127.0.0.1:1234"),
    (":11434", "http://127.0.0.1:11434"),
    ("1.2.3.4:1234", "http://1.2.3.4:1234"),
    ("example.com", "http://example.com:11434"),
    ("example.com:1234", "http://example.com:1234"),
    ("example.com:", "http://example.com:11434"),
    (":0", "http://127.0.0.1:0"),
    (":66000", "http://127.0.0.1:11434"),
    (":-1", "http://127.0.0.1:11434"),
    ("gpu:port", "http://gpu:11434"),
    ("0.0.0.0", "http://127.0.0.1:11434"),
    ("0.0.0.0:8080", "http://127.0.0.1:8080"),
    ("[::1]", "http://[::1]:11434"),
    ("[::]", "http://[::1]:11434"),
    ("::1", "http://[::1]:11434"),
    ("[::1]:1337", "http://[::1]:1337"),
    ("fe80::2", "http://[fe80::2]:11434"),
    (" 1.2.3.4 ", "http://1.2.3.4:11434"),
    ("\"1.2.3.4\"", "http://1.2.3.4:11434"),
    (" \" 1.2.3.4 \" ", "http://1.2.3.4:11434"),
    ("'1.2.3.4'", "http://1.2.3.4:11434"),
    ("http://1.2.3.4", "http://1.2.3.4:80"),
    ("http://1.2.3.4:4321", "http://1.2.3.4:4321"),
    ("http://1.2.3.4:99999", "http://1.2.3.4:80"),
    ("https://1.2.3.4", "https://1.2.3.4:443"),
    ("https://1.2.3.4:4321", "https://1.2.3.4:4321"),
    ("http://localhost:11434/", "http://localhost:11434"),
    ("https://example.com/ollama", "https://example.com:443/ollama"),
    ("example.com:1234/a/b/", "http://example.com:1234/a/b"),
    ("ollama.com", "https://ollama.com:443"),
  ])
  func `every form of OLLAMA_HOST is read`(value: String, url: String) {
    #expect(OllamaHost(value).description == url)
  }

  @Test(arguments: [
    ([:], "http://127.0.0.1:11434"),
    (["OLLAMA_HOST": "a"], "http://a:11434"),
    (["OLLAMA_BASE_URL": "http://b:5"], "http://b:5"),
    (["OLLAMA_HOST": "a", "OLLAMA_BASE_URL": "http://b:5"], "http://a:11434"),
    (["OLLAMA_HOST": " ", "OLLAMA_BASE_URL": "http://b:5"], "http://b:5"),
  ])
  func `the environment is asked in order`(environment: [String: String], url: String) {
    #expect(OllamaHost(environment: environment).description == url)
  }
}
