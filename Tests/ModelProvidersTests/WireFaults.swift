import Experiments
import ServerTesting
import Testing

extension WireProviderTests {
  /// A fault of both wires, what it is called, and the text that came before it.
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var steps: @Sendable (Wire) -> [FakeServer.Step]
    var code: ProviderError.Code
    var words: String
    var text = ""
    var limits = WireProviderTests.limits()

    var testDescription: String { name }

    static let all = [
      Fault(
        name: "web page with 200",
        steps: { _ in HTTPText.response(200, type: "text/html", "<html>Sign in</html>") },
        code: .badResponse, words: "answered with a web page"),
      Fault(
        name: "no such path", steps: { _ in HTTPText.response(404, type: "text/plain", "nothing") },
        code: .badResponse, words: "HTTP 404"),
      Fault(
        name: "bad request", steps: { HTTPText.response(400, $0.error("messages: too odd")) },
        code: .badRequest, words: "HTTP 400: messages: too odd"),
      Fault(
        name: "gateway's page",
        steps: { _ in HTTPText.response(502, type: "text/html", "<html>Bad Gateway</html>") },
        code: .serverError, words: "HTTP 502"),
      Fault(
        name: "overload", steps: { HTTPText.response(503, $0.error("Loading model")) },
        code: .overloaded, words: "HTTP 503: Loading model"),
      Fault(
        name: "overload of Anthropic's",
        steps: { _ in HTTPText.response(529, FakeAnthropic.error("overloaded_error", "Overloaded"))
        },
        code: .overloaded, words: "HTTP 529: Overloaded"),
      Fault(
        name: "redirect", steps: { _ in HTTPText.response(302, "") }, code: .badResponse,
        words: "HTTP 302"),
      Fault(
        name: "OpenAI's error shape",
        steps: { _ in
          HTTPText.response(
            400,
            #"{"error":{"code":400,"message":"9009 tokens exceed the context","#
              + #""type":"exceed_context_size_error","n_prompt_tokens":9009,"n_ctx":4096}}"#)
        }, code: .contextExceeded, words: "9009 tokens"),
      Fault(
        name: "not HTTP", steps: { _ in [.text("SSH-2.0-OpenSSH_9.2\r\n\r\n")] },
        code: .badResponse, words: "does not speak HTTP"),
      Fault(
        name: "no answer at all", steps: { _ in [] }, code: .unanswered,
        words: "closed the connection"),
      Fault(
        name: "empty answer", steps: { _ in HTTPText.response(200, "") }, code: .brokenStream,
        words: "before the answer was complete"),
      Fault(
        name: "truncated document", steps: { _ in HTTPText.response(200, #"{"choices":[{"mess"#) },
        code: .badResponse, words: "not JSON"),
      Fault(
        name: "truncated JSON", steps: { $0.raw($0.begun + [#"data: {"choi"#]) },
        code: .brokenStream, words: "in the middle of an event", text: "def f"),
      Fault(
        name: "half an answer", steps: { $0.raw($0.begun) }, code: .brokenStream,
        words: "before the answer was complete", text: "def f"),
      Fault(
        name: "closed mid-token", steps: { $0.raw($0.begun, end: [.text("40\r\ndata: {\"ch")]) },
        code: .brokenStream, words: "broke in the middle", text: "def f"),
      Fault(
        name: "garbage", steps: { $0.raw($0.begun + ["data: garbage\n\n"] + $0.last) },
        code: .badResponse, words: "event 3 of the answer is not JSON", text: "def f"),
      Fault(
        name: "NaN", steps: { $0.raw($0.begun + ["data: {\"usage\":NaN}\n\n"] + $0.last) },
        code: .badResponse, words: "event 3 of the answer is not JSON", text: "def f"),
      Fault(
        name: "error in mid-stream",
        steps: { $0.raw($0.begun + ["data: {\"error\":{\"message\":\"oom\"}}\n\n"]) },
        code: .brokenStream, words: "the server stopped with 'oom'", text: "def f"),
      Fault(
        name: "idle in mid-stream", steps: { $0.raw($0.begun, end: [.hang]) }, code: .timeout,
        words: "nothing more of the answer for 0.1 s", text: "def f",
        limits: WireProviderTests.limits(idle: .milliseconds(100))),
      Fault(
        name: "never answers", steps: { _ in [.hang] }, code: .timeout,
        words: "no complete answer within 0.15 s",
        limits: WireProviderTests.limits(total: .milliseconds(150))),
      Fault(
        name: "dribbles", steps: { $0.raw(Array(repeating: " ", count: 5), end: [.hang]) },
        code: .timeout, words: "no complete answer within 0.15 s",
        limits: WireProviderTests.limits(total: .milliseconds(150))),
    ]
  }
}
