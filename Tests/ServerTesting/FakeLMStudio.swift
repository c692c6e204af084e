/// A script that answers as LM Studio's server does: paths that it lacks get 200 and an error.
package struct FakeLMStudio: Sendable {
  /// Whether it has the interface v1 (0.4) or only v0.
  package var hasV1: Bool
  /// What it does for a chat.
  package var chat: [FakeServer.Step]

  package init(
    hasV1: Bool = true,
    chat: [FakeServer.Step] = HTTPText.response(
      200, #"{"choices":[{"message":{"role":"assistant","content":"yes"}}]}"#)
  ) {
    self.hasV1 = hasV1
    self.chat = chat
  }

  /// What it does for a request.
  package func script(_ request: FakeServer.Request) -> [FakeServer.Step] {
    switch request.path {
    case "/api/v1/models" where hasV1: HTTPText.response(200, Self.v1)
    case "/api/v0/models": HTTPText.response(200, Self.v0)
    case "/v1/models": HTTPText.response(200, #"{"object":"list","data":[{"id":"qwen3-4b"}]}"#)
    case "/v1/chat/completions": chat
    default:
      HTTPText.response(200, #"{"error":"Unexpected endpoint or method. (GET \#(request.path))"}"#)
    }
  }

  private static let v1 =
    #"{"models":[{"type":"llm","publisher":"qwen","key":"qwen3-4b","architecture":"qwen3","#
    + #""quantization":{"name":"Q4_K_M","bits_per_weight":4},"size_bytes":2500000000,"#
    + #""loaded_instances":[{"id":"qwen3-4b"},{"id":"qwen3-4b:2"}],"max_context_length":32768},"#
    + #"{"type":"embedding","key":"nomic-embed","loaded_instances":[]}]}"#

  private static let v0 =
    #"{"object":"list","data":[{"id":"qwen3-4b","type":"llm","arch":"qwen3","#
    + #""quantization":"Q4_K_M","state":"loaded","max_context_length":32768,"#
    + #""loaded_context_length":4096},"#
    + #"{"id":"qwen3-4b:2","type":"llm","state":"loaded"},"#
    + #"{"id":"nomic-embed","type":"embeddings","state":"not-loaded"},{"type":"llm"}]}"#
}
