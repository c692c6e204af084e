import Experiments
import Testing

@testable import ModelProviders

/// What is sent to OpenAI's and Anthropic's servers.
@Suite struct WireRequestTests {
  private func asked(
    _ model: String, thinking: Thinking? = nil, schema: String? = nil, seed: Int? = nil,
    limit: Int = 4096, messages: [Message] = [Message(role: .user, content: "Write it.")]
  ) -> GenerationRequest {
    GenerationRequest(
      model: model, role: .coder, messages: messages,
      sampling: Sampling(
        temperature: 0.1, topP: 0.9, maxOutputTokens: limit, contextTokens: 5120, seed: seed,
        thinking: thinking, answerSchema: schema))
  }

  private func openAI(
    _ model: String, isOpenAIs: Bool = false, thinking: Thinking? = nil, schema: String? = nil,
    seed: Int? = nil, _ adaptations: Set<OpenAIAdaptation> = []
  ) -> String {
    OpenAIRequest(
      request: asked(model, thinking: thinking, schema: schema, seed: seed), model: model,
      isOpenAIs: isOpenAIs, adaptations: adaptations
    ).body(endpoint: "e").text
  }

  private static let chat = #""messages":[{"content":"Write it.","role":"user"}],"stream":true"#

  @Test func `a chat has every option, in the order of writing`() {
    #expect(
      openAI("m", thinking: .high, schema: #"{"z":1,"a":2}"#, seed: 7)
        == #"{"model":"m",\#(Self.chat),"stream_options":{"include_usage":true},"max_tokens":4096,"#
        + #""temperature":0.1,"top_p":0.9,"seed":7,"reasoning_effort":"high","response_format":"#
        + #"{"type":"json_schema","json_schema":{"name":"answer","strict":true,"#
        + #""schema":{"z":1,"a":2}}}}"#)
  }

  @Test(arguments: [
    ("m", false, false, "max_tokens"), ("gpt-4o", true, false, "max_completion_tokens"),
    ("o3-mini", false, false, "max_completion_tokens"), ("gpt-5", true, true, "max_tokens"),
    ("azure/gpt-5.1", false, false, "max_completion_tokens"),
    ("m", false, true, "max_completion_tokens"), ("o3lama", false, false, "max_tokens"),
  ])
  func `the output limit has the name that the model knows`(
    model: String, isOpenAIs: Bool, isAdapted: Bool, name: String
  ) {
    let text = openAI(model, isOpenAIs: isOpenAIs, isAdapted ? [.otherTokenLimit] : [])
    #expect(text.contains(#""\#(name)":4096"#))
  }

  @Test func `what a model refuses is left out`() {
    #expect(
      openAI("m", [.noTemperature, .noTopP, .noStreamOptions])
        == #"{"model":"m",\#(Self.chat),"max_tokens":4096}"#)
  }

  @Test(arguments: [
    (
      "Unsupported parameter: 'max_tokens' is not supported with this model.", "max_tokens",
      Thinking?.none, OpenAIAdaptation?.some(.otherTokenLimit)
    ),
    (
      "Unsupported value: 'temperature' does not support 0.1 with this model.", "temperature", nil,
      .noTemperature
    ),
    ("top_p: Extra inputs are not permitted", nil, nil, .noTopP),
    ("Unrecognized request argument supplied: stream_options", nil, nil, .noStreamOptions),
    ("Unrecognized request argument supplied: reasoning_effort", nil, .off, .noReasoningEffort),
    ("Unrecognized request argument supplied: reasoning_effort", nil, .high, nil),
    ("Unsupported value: 'reasoning_effort' does not support 'none'", nil, .off, nil),
    ("Invalid temperature: must be at most 2", "temperature", nil, nil),
    ("messages is too short", nil, nil, nil),
  ])
  func `a refusal of an option says how to ask again`(
    message: String, parameter: String?, thinking: Thinking?, adaptation: OpenAIAdaptation?
  ) {
    let request = OpenAIRequest(
      request: asked("m", thinking: thinking), model: "m", isOpenAIs: false, adaptations: [])
    let complaint = ServerComplaint(code: .badRequest, message: message, parameter: parameter)
    #expect(request.adaptation(to: complaint) == adaptation)
  }

  private func anthropic(
    _ model: String, thinking: Thinking? = nil, schema: String? = nil, limit: Int = 4096,
    messages: [Message] = [Message(role: .user, content: "Write it.")], problem: String = "",
    _ adaptations: Set<AnthropicAdaptation> = []
  ) throws -> String {
    try AnthropicRequest(
      request: asked(model, thinking: thinking, schema: schema, limit: limit, messages: messages),
      problemPrompt: problem, model: model, adaptations: adaptations
    ).body(endpoint: "e").text
  }

  private static let block = #"{"text":"Write it.","type":"text"}"#

  @Test(
    arguments: [
      ("claude-sonnet-4-5", Thinking?.none, [], #""temperature":0.1"#),
      ("claude-sonnet-4-5", .off, [], #""thinking":{"type":"disabled"},"temperature":0.1"#),
      ("claude-sonnet-4-5", .low, [], #""thinking":{"budget_tokens":1024,"type":"enabled"}"#),
      ("claude-opus-4-20250514", .on, [], #""thinking":{"budget_tokens":2048,"type":"enabled"}"#),
      (
        "claude-3-7-sonnet-latest", .high, [],
        #""thinking":{"budget_tokens":3072,"type":"enabled"}"#
      ),
      ("claude-opus-4-6", .on, [], #""thinking":{"type":"adaptive"}"#),
      (
        "claude-opus-5", .high, [],
        #""thinking":{"type":"adaptive"},"output_config":{"effort":"high"}"#
      ),
      ("claude-sonnet-4-5", .on, [.otherThinking], #""thinking":{"type":"adaptive"}"#),
      ("other", .on, [.otherThinking], #""thinking":{"budget_tokens":2048,"type":"enabled"}"#),
    ] as [(String, Thinking?, Set<AnthropicAdaptation>, String)])
  func `thought is asked for as the model knows it, and then without a temperature`(
    model: String, thinking: Thinking?, adaptations: Set<AnthropicAdaptation>, tail: String
  ) throws {
    #expect(
      try anthropic(model, thinking: thinking, adaptations)
        == #"{"model":"\#(model)","max_tokens":4096,"stream":true,"messages":"#
        + #"[{"content":[\#(Self.block)],"role":"user"}],\#(tail)}"#)
  }

  @Test func `what Anthropic's wire has no place for is told`() {
    func unsent(_ thinking: Thinking?, seed: Int?) -> [String] {
      AnthropicRequest(
        request: asked("claude-x", thinking: thinking, seed: seed), problemPrompt: "",
        model: "claude-x"
      ).unsent
    }
    #expect(unsent(nil, seed: nil) == ["top-p"])
    #expect(unsent(.off, seed: 7) == ["top-p", "seed"])
    #expect(unsent(.high, seed: nil) == ["temperature", "top-p"])
  }

  @Test func `a refused temperature is left out, and top_p is never sent`() throws {
    let text = try anthropic("claude-opus-4-7", [.noTemperature])
    #expect(!text.contains("temperature"))
    #expect(!text.contains("top_p"))
  }

  @Test func `too little room for thought is told before anything is sent`() {
    let error = #expect(throws: ProviderError.self) {
      try anthropic("claude-sonnet-4-5", thinking: .low, limit: 1024)
    }
    #expect(error?.code == .badRequest)
  }

  @Test func `a schema keeps its order and stands beside the effort`() throws {
    let text = try anthropic("claude-opus-5", thinking: .low, schema: #"{"z":1,"a":2}"#)
    #expect(
      text.contains(
        #""output_config":{"effort":"low","format":{"type":"json_schema","schema":{"z":1,"a":2}}}"#)
    )
  }

  @Test func `marks stand after the system text and after the problem`() throws {
    let text = try anthropic(
      "claude-sonnet-4-5",
      messages: [
        Message(role: .system, content: "Be exact."),
        Message(role: .user, content: "Solve:\n\ndef f():\n\nIt failed: 1 != 2"),
        Message(role: .assistant, content: "   "),
      ],
      problem: "def f():\n")
    #expect(
      text.contains(
        #""system":[{"cache_control":{"type":"ephemeral"},"text":"Be exact.","type":"text"}]"#))
    #expect(
      text.contains(
        #"[{"content":[{"cache_control":{"type":"ephemeral"},"text":"Solve:\n\ndef f():\n","#
          + #""type":"text"},{"text":"\nIt failed: 1 != 2","type":"text"}],"role":"user"}]"#))
  }

  @Test(arguments: [
    (
      "`temperature` and `top_p` cannot both be specified", Thinking?.none,
      AnthropicAdaptation?.some(.noTemperature)
    ),
    ("`temperature` is deprecated for this model.", nil, .noTemperature),
    ("\"thinking.type.enabled\" is not supported for this model.", .on, .otherThinking),
    ("adaptive thinking is not supported on this model", .on, .otherThinking),
    ("messages: at least one message is required", nil, nil),
  ])
  func `a refusal of Anthropic's says how to ask again`(
    message: String, thinking: Thinking?, adaptation: AnthropicAdaptation?
  ) {
    let request = AnthropicRequest(
      request: asked("m", thinking: thinking), problemPrompt: "", model: "m", adaptations: [])
    let complaint = ServerComplaint(code: .badRequest, message: message)
    #expect(request.adaptation(to: complaint) == adaptation)
  }
}
