/// What a model is asked to do in an experiment.
package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
  /// Attempts the problem.
  case coder
  /// Writes the specification.
  case spec
  /// Reads failed attempts and gives guidance.
  case reviewer
}

/// One message of a chat request.
package struct Message: Sendable, Hashable, Codable {
  /// Who speaks, in the field's words.
  package enum Speaker: String, Sendable, Hashable, Codable {
    case system
    case user
    case assistant
  }

  package var role: Speaker
  package var content: String

  package init(role: Speaker, content: String) {
    self.role = role
    self.content = content
  }
}

/// The sampling options that are sent with a request, all of them.
package struct Sampling: Sendable, Hashable, Codable {
  package var temperature: Double
  package var topP: Double
  /// The most tokens the answer may have.
  package var maxOutputTokens: Int
  /// The context window asked for, in tokens (`num_ctx`).
  package var contextTokens: Int
  package var seed: Int?

  package init(
    temperature: Double,
    topP: Double,
    maxOutputTokens: Int,
    contextTokens: Int,
    seed: Int? = nil
  ) {
    self.temperature = temperature
    self.topP = topP
    self.maxOutputTokens = maxOutputTokens
    self.contextTokens = contextTokens
    self.seed = seed
  }
}

/// Exactly what is sent to a model.
package struct GenerationRequest: Sendable, Hashable, Codable {
  /// The model's name as the person wrote it, such as `qwen2.5-coder:32b` or `sim:0.3`.
  package var model: String
  package var role: Role
  package var messages: [Message]
  package var sampling: Sampling

  package init(model: String, role: Role, messages: [Message], sampling: Sampling) {
    self.model = model
    self.role = role
    self.messages = messages
    self.sampling = sampling
  }
}

/// Where in an experiment a request is made; a real model never sees it, replays and simulators use it.
package struct GenerationContext: Sendable, Hashable {
  /// The problem at hand, whole.
  package var problem: Problem
  /// The attempts from the root to the head, such as `1.2.5`; empty at the root.
  package var path: String
  /// How many answers were already taken at this place, from 0.
  package var sample: Int
  /// How many requests of this role the experiment has already had answered, from 0.
  package var index: Int
  /// Failed attempts the request shows.
  package var failuresShown: Int
  /// Pieces of guidance and reviews the request shows.
  package var guidanceShown: Int
  /// The latest verdict on the path, for a reviewer.
  package var lastVerdict: Verdict?

  package init(
    problem: Problem,
    path: String = "",
    sample: Int = 0,
    index: Int = 0,
    failuresShown: Int = 0,
    guidanceShown: Int = 0,
    lastVerdict: Verdict? = nil
  ) {
    self.problem = problem
    self.path = path
    self.sample = sample
    self.index = index
    self.failuresShown = failuresShown
    self.guidanceShown = guidanceShown
    self.lastVerdict = lastVerdict
  }
}

/// Tokens as the server reported them; nil where it did not.
package struct Usage: Sendable, Hashable, Codable {
  package var inputTokens: Int?
  package var outputTokens: Int?

  package init(inputTokens: Int? = nil, outputTokens: Int? = nil) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
  }
}

/// Why a model stopped writing.
package enum StopReason: String, Sendable, Hashable, Codable {
  /// It was done.
  case stop
  /// It met the output limit: the text is cut.
  case length
  /// It declined.
  case refusal
}

/// What a server says when an answer is complete.
package struct GenerationEnd: Sendable, Hashable {
  package var usage: Usage
  package var stopReason: StopReason
  /// The model's name as the server reports it.
  package var reportedModel: String
  /// The model's digest, when the server has one.
  package var digest: String?

  package init(
    usage: Usage,
    stopReason: StopReason,
    reportedModel: String,
    digest: String? = nil
  ) {
    self.usage = usage
    self.stopReason = stopReason
    self.reportedModel = reportedModel
    self.digest = digest
  }
}

/// One piece of a streamed answer.
package enum GenerationEvent: Sendable, Hashable {
  /// More of the answer's text.
  case text(String)
  /// More of what the model thought, kept apart from the answer.
  case reasoning(String)
  /// The answer is complete; always the last event of a stream that did not throw.
  case end(GenerationEnd)
}
