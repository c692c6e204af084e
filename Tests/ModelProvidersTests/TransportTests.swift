import AsyncHTTPClient
import Experiments
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

@testable import ModelProviders

@Suite struct TransportTests {
  @Test func `a key is shown nowhere and taken out of every echo`() {
    let key = Secret("sk-live-123")
    var dumped = ""
    dump(["key": key], to: &dumped)
    for text in ["\(key)", String(reflecting: key), "\([key])", dumped] {
      #expect(!text.contains("sk-live"))
      #expect(text.contains("<redacted>"))
    }
    let body = Array(#"{"error":{"message":"Incorrect API key: Bearer sk-live-123!"}}"#.utf8)
    let error = testFault(secret: key).status(.unauthorized, headers: [:], body: body)
    #expect(error.message == "HTTP 401: Incorrect API key: Bearer <redacted>!")
    let garbage = testFault(secret: key).garbage("no", Array("sk-live-123".utf8))
    #expect(garbage.message == "no: '<redacted>'")
  }

  @Test func `a server that takes no connection in time was sent nothing, and is asked again`() {
    let error = testFault().opening(ChannelError.connectTimeout(.seconds(5))) as? ProviderError
    #expect(error?.code == .unreachable)
    #expect(error?.message == "no connection within 5 s")
    #expect(error.map(RetryPolicy.isSafe) == true)
  }

  @Test(arguments: [
    (ChannelError.connectTimeout(.seconds(5)) as any Error, ProviderError.Code.unreachable),
    (HTTPClientError.remoteConnectionClosed, .unreachable),
    (HTTPClientError.emptyHost, .notConfigured),
    (NIOSSLError.noSuchFilesystemObject, .notConfigured),
  ])
  func
    `a fault before the request was sent has cost nothing, and a wrong setting is not tried again`(
      error: any Error, code: ProviderError.Code
    )
  {
    #expect((testFault().opening(error) as? ProviderError)?.code == code)
  }

  @Test func `a connection that ends after the request was sent leaves it unanswered`() {
    let fault = testFault().opening(HTTPClientError.remoteConnectionClosed, isSent: true)
    #expect((fault as? ProviderError)?.code == .unanswered)
  }

  @Test func `a body knows from when on it is under way`() async {
    let body = WatchedBody([1, 2])
    #expect(!body.isSent)
    var pieces = body.makeAsyncIterator()
    #expect(await pieces.next()?.readableBytes == 2)
    #expect(body.isSent)
    #expect(await pieces.next() == nil)
  }

  @Test(arguments: [
    ("retry-after", "3", Duration?.some(.seconds(3))), ("retry-after", "0.5", .milliseconds(500)),
    ("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT", .seconds(37)),
    ("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT", .seconds(0)),
    ("retry-after-ms", "250", .milliseconds(250)), ("retry-after", "soon", nil),
    ("retry-after", "-1", nil), ("retry-after", "nan", nil),
    ("retry-after", "1e300", .seconds(86_400)),
    ("other", "1", nil),
  ])
  func `the wait that a server asks for is read`(name: String, value: String, wait: Duration?) {
    let headers: HTTPHeaders = [name: value, "Date": "Sun, 06 Nov 1994 08:49:00 GMT"]
    #expect(RetryAfter.wait(in: headers, now: Date(timeIntervalSince1970: 0)) == wait)
  }

  @Test(arguments: [
    ("https://api.openai.com/v1", "https://api.openai.com", "https://api.openai.com/v1", false),
    ("https://api.openai.com/v1/", "https://api.openai.com", "https://api.openai.com/v1", false),
    (" 'http://127.0.0.1:8000' ", "http://127.0.0.1:8000", "http://127.0.0.1:8000/v1", true),
    ("localhost:1234", "http://localhost:1234", "http://localhost:1234/v1", true),
    ("GPUbox:8000/v1", "http://gpubox:8000", "http://gpubox:8000/v1", true),
    ("example.org", "https://example.org", "https://example.org/v1", false),
    (
      "https://openrouter.ai/api/v1", "https://openrouter.ai/api", "https://openrouter.ai/api/v1",
      false
    ),
    (
      "https://g.example/v1beta/openai/", "https://g.example/v1beta/openai",
      "https://g.example/v1beta/openai", false
    ),
    ("http://[::1]:80", "http://[::1]:80", "http://[::1]:80/v1", true),
    ("http://192.168.1.9", "http://192.168.1.9", "http://192.168.1.9/v1", true),
    ("http://172.15.0.1", "http://172.15.0.1", "http://172.15.0.1/v1", false),
    ("http://[fd00::1]", "http://[fd00::1]", "http://[fd00::1]/v1", true),
  ])
  func `a base URL is read in all its forms`(
    value: String, shown: String, versioned: String, isNear: Bool
  ) throws {
    let url = try #require(BaseURL(value))
    #expect(url.description == shown)
    #expect(url.versioned == versioned)
    #expect(url.isNear == isNear)
  }

  @Test(arguments: [
    "", "ftp://x", "http://", "http://x:port", "http://x y", "http://u:p@x", "http://x:0",
  ])
  func `what is no base URL is refused`(value: String) {
    #expect(BaseURL(value) == nil)
  }

  @Test(arguments: [
    (["HTTPS_PROXY": "http://proxy:3128"], "https://api.openai.com", String?.some("proxy:3128")),
    (["https_proxy": "proxy:3128"], "https://api.openai.com", "proxy:3128"),
    (["HTTP_PROXY": "http://proxy:3128"], "https://api.openai.com", nil),
    (["HTTP_PROXY": "http://u:p%40@proxy"], "http://gpu.example", "proxy:80"),
    (["ALL_PROXY": "socks5://proxy"], "https://api.openai.com", "proxy:1080"),
    (["HTTPS_PROXY": "proxy:1", "NO_PROXY": "x, .openai.com"], "https://api.openai.com", nil),
    (["HTTPS_PROXY": "proxy:1", "NO_PROXY": "penai.com"], "https://api.openai.com", "proxy:1"),
    (["HTTPS_PROXY": "proxy:1", "no_proxy": "*"], "https://api.openai.com", nil),
    (["HTTP_PROXY": "proxy:1", "NO_PROXY": "gpu:8000"], "http://gpu:8000", nil),
    (["HTTP_PROXY": "proxy:1"], "http://127.0.0.1:8000", nil), ([:], "https://api.openai.com", nil),
  ])
  func `a proxy is used where the environment says so`(
    environment: [String: String], url: String, proxy: String?
  ) throws {
    let found = ProxySettings.proxy(for: try #require(BaseURL(url)), environment: environment)
    #expect(found.map { "\($0.host):\($0.port)" } == proxy)
  }

  @Test(arguments: [
    (
      400, #"{"error":{"message":"long","type":"exceed_context_size_error","code":400}}"#,
      ProviderError.Code.contextExceeded
    ),
    (400, #"{"error":{"message":"x","code":"context_length_exceeded"}}"#, .contextExceeded),
    (400, #"{"error":"the model is loaded with context length of only 4096"}"#, .contextExceeded),
    (401, #"{"error":{"message":"x"}}"#, .keyRefused), (403, "", .keyRefused),
    (
      404, #"{"error":{"message":"The model 'x' does not exist","code":"model_not_found"}}"#,
      .modelNotFound
    ),
    (400, #"{"error":{"message":"Invalid model name passed in model=x"}}"#, .modelNotFound),
    (404, #"{"detail":"Not Found"}"#, .badResponse), (404, "<html>", .badResponse),
    (
      422, #"{"detail":[{"loc":["body","seed"],"msg":"Extra inputs are not permitted"}]}"#,
      .badRequest
    ),
    (429, #"{"error":{"message":"slow"}}"#, .rateLimited),
    (429, #"{"error":{"message":"no credit","code":"insufficient_quota"}}"#, .keyRefused),
    (500, #"{"error":{"message":"x"}}"#, .serverError), (502, "<html>", .serverError),
    (503, #"{"error":{"message":"Loading model"}}"#, .overloaded), (529, "{}", .overloaded),
    (408, "{}", .timeout), (302, "", .badResponse), (400, "{}", .badRequest),
  ])
  func `what OpenAI's wire refuses has its name`(
    status: UInt, body: String, code: ProviderError.Code
  ) {
    #expect(OpenAIComplaint.read(status: status, body: Array(body.utf8)).code == code)
  }

  @Test(arguments: [
    (401, "authentication_error", "invalid x-api-key", ProviderError.Code.keyRefused),
    (403, "permission_error", "x", .keyRefused),
    (404, "not_found_error", "model: x", .modelNotFound),
    (404, "not_found_error", "Not found", .badResponse),
    (413, "request_too_large", "x", .badRequest),
    (429, "rate_limit_error", "x", .rateLimited), (500, "api_error", "x", .serverError),
    (529, "overloaded_error", "x", .overloaded),
    (400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000", .contextExceeded),
    (400, "invalid_request_error", "Your credit balance is too low", .keyRefused),
    (400, "exceed_context_size_error", "x", .contextExceeded),
  ])
  func `what Anthropic's wire refuses has its name`(
    status: UInt, type: String, message: String, code: ProviderError.Code
  ) {
    let body = #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"}}"#
    let complaint = AnthropicComplaint.read(status: status, body: Array(body.utf8))
    #expect(complaint.code == code)
    #expect(complaint.message == message)
  }

  @Test(arguments: [" \n", "k k", "k\r\nX: y", "schlüssel"])
  func `a key that cannot stand in a header is told before it is sent`(value: String) throws {
    guard !value.allSatisfy(\.isWhitespace) else {
      #expect(try ServiceKey.read("K", in: ["K": value], endpoint: "e") == nil)
      return
    }
    let error = #expect(throws: ProviderError.self) {
      try ServiceKey.read("K", in: ["K": value], endpoint: "e")
    }
    #expect(error?.code == .notConfigured)
    #expect(error?.description.contains(value) == false)
  }
}
