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
  package enum Speaker: String, Sendable, Hashable, Codable, CaseIterable {
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
  /// How much the model is asked to think; nil leaves it to the model and sends nothing.
  package var thinking: Thinking?
  /// How long a local server keeps the model in memory afterwards, such as `5m` or `-1`; nil leaves
  /// it to the server.
  package var keepAlive: String?
  /// The JSON schema that the answer has to follow, as JSON text; nil asks for free text.
  package var answerSchema: String?

  package init(
    temperature: Double,
    topP: Double,
    maxOutputTokens: Int,
    contextTokens: Int,
    seed: Int? = nil,
    thinking: Thinking? = nil,
    keepAlive: String? = nil,
    answerSchema: String? = nil
  ) {
    self.temperature = temperature
    self.topP = topP
    self.maxOutputTokens = maxOutputTokens
    self.contextTokens = contextTokens
    self.seed = seed
    self.thinking = thinking
    self.keepAlive = keepAlive
    self.answerSchema = answerSchema
  }
}

/// How much a model is asked to think before it answers.
package enum Thinking: String, Sendable, Hashable, Codable, CaseIterable {
  case off
  case on
  case low
  case medium
  case high
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
  /// The problem at hand, without its gold.
  package var problem: Problem
  /// The attempts from the root to the head, such as `1.2.5`; empty at the root.
  package var path: String
  /// How many answers were already taken at this place, from 0.
  package var sample: Int
  /// How many answers of this role the model has already given on the way here, from 0.
  package var index: Int
  /// Failed attempts the request shows.
  package var failuresShown: Int
  /// Pieces of guidance and reviews the request shows.
  package var guidanceShown: Int
  /// The latest verdict on the path, for a reviewer.
  package var lastVerdict: Verdict?
  /// What the call may take; nil leaves it to the directory's own limits, and to a single try.
  package var policy: CallPolicy?

  package init(
    problem: Problem,
    path: String = "",
    sample: Int = 0,
    index: Int = 0,
    failuresShown: Int = 0,
    guidanceShown: Int = 0,
    lastVerdict: Verdict? = nil,
    policy: CallPolicy? = nil
  ) {
    self.problem = problem
    self.path = path
    self.sample = sample
    self.index = index
    self.failuresShown = failuresShown
    self.guidanceShown = guidanceShown
    self.lastVerdict = lastVerdict
    self.policy = policy
  }
}
