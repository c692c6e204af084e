import Experiments
import Presentation

/// The model of a role.
struct RoleRecord: ReplyRecord {
  static let name = "role"
  static let summary = "The model of a role."
  static let members = [
    "role": "the role",
    "model": "the model's name",
    "provider": "who serves it",
    "tier": "its tier",
    "simulator": "whether it is the simulator",
    "resolution": "why its name means that provider",
    "price": "free, priced, unpriced, or paid when it was recorded",
    "error": "why it is not available: a code",
    "message": "the same in words",
  ]

  var role: Role
  var model: String
  var provider: String?
  var tier: Tier?
  var simulator: Bool?
  var resolution: String?
  var price: String?
  var error: String?
  var message: String?
}

/// A model that a provider lists.
struct ModelRecord: ReplyRecord {
  static let name = "model"
  static let summary = "A model that a provider lists."
  static let members = [
    "provider": "the provider",
    "model": "its name",
    "sizeBytes": "the size of its weights",
    "parameterSize": "how many parameters it has",
    "quantization": "how its weights are stored",
    "contextTokens": "its window in tokens",
    "loaded": "whether it is in memory",
  ]

  var provider: String
  var model: String
  var sizeBytes: Int?
  var parameterSize: String?
  var quantization: String?
  var contextTokens: Int?
  var loaded: Bool?
}

/// A provider that could not list its models.
struct ProviderRecord: ReplyRecord {
  static let name = "provider"
  static let summary = "A provider that could not list its models."
  static let members = [
    "provider": "the provider",
    "error": "why: a code; none when it lists no model",
    "message": "the same in words",
  ]

  var provider: String
  var error: String?
  var message: String
}

/// A set of models for the three roles.
struct PresetRecord: ReplyRecord {
  static let name = "preset"
  static let summary = "A set of models for the three roles."
  static let members = [
    "name": "its name",
    "coder": "the model that attempts problems",
    "spec": "the model that writes specs",
    "reviewer": "the model that reviews",
    "purpose": "what it is for",
    "inUse": "whether it is in use",
  ]

  var name: String
  var coder: String
  var spec: String
  var reviewer: String
  var purpose: String
  var inUse: Bool
}

/// A model that is left alone because it failed too often.
struct SuspendedRecord: ReplyRecord {
  static let name = "suspended"
  static let summary = "A model that is left alone because it failed too often."
  static let members = [
    "model": "the model",
    "endpoint": "where it is",
    "reason": "why",
    "remainingMs": "time until it is asked again, in milliseconds",
  ]

  var model: String
  var endpoint: String
  var reason: String
  var remainingMs: Int
}

/// How far estimates of a model's input tokens were off.
struct EstimateRecord: ReplyRecord {
  static let name = "estimate"
  static let summary = "How far estimates of a model's input tokens were off."
  static let members = [
    "model": "the model",
    "calls": "calls compared",
    "estimatedInputTokens": "what koderz estimated",
    "countedInputTokens": "what the server counted",
  ]

  var model: String
  var calls: Int
  var estimatedInputTokens: Int
  var countedInputTokens: Int
}

/// A model that was loaded onto a server.
struct PulledRecord: ReplyRecord {
  static let name = "pulled"
  static let summary = "A model that was loaded onto a server."
  static let members = [
    "model": "its name",
    "bytes": "what was transferred",
    "ms": "time in milliseconds",
  ]

  var model: String
  var bytes: Int
  var ms: Int
}

struct ServedModelPart: RecordPart {
  static let members = [
    "name": "its name",
    "purpose": "what it is for",
    "health": "how well it was seen to be",
    "error": "what it answered when it failed",
    "loaded": "whether it is in memory",
    "instances": "how often it is in memory",
    "sizeBytes": "the size of its weights",
    "memoryBytes": "what it takes of the graphics card's memory",
    "contextTokens": "its window in tokens",
    "milliseconds": "how long a short answer took",
    "family": "its family",
    "quantization": "how its weights are stored",
    "expiresAt": "until when it stays in memory, as the server writes it",
  ]

  var name: String
  var purpose: ServedModel.Purpose
  var health: ServedModel.Health
  var error: String
  var loaded: Bool
  var instances: Int
  var sizeBytes: Int?
  var memoryBytes: Int?
  var contextTokens: Int?
  var milliseconds: Int?
  var family: String?
  var quantization: String?
  var expiresAt: String?
}

/// What a look at a server found.
struct ServerRecord: ReplyRecord {
  static let name = "server"
  static let summary = "What a look at a server found."
  static let members = [
    "url": "its address",
    "kind": "what serves it",
    "evidence": "what shows that",
    "error": "what could not be asked",
    "milliseconds": "time until the last answer",
    "models": "its models",
  ]

  var url: String
  var kind: String
  var evidence: String
  var error: String
  var milliseconds: Int
  var models: [ServedModelPart]
}

/// A model in a server's memory.
struct ModelLoadedRecord: ReplyRecord {
  static let name = "model-loaded"
  static let summary = "A model in a server's memory."
  static let members = [
    "server": "the server's address",
    "model": "the model",
  ]

  var server: String
  var model: ServedModelPart
}

/// A server that could not be asked.
struct ServerFaultRecord: ReplyRecord {
  static let name = "server-fault"
  static let summary = "A server that could not be asked."
  static let members = [
    "server": "the server's address",
    "message": "why",
  ]

  var server: String
  var message: String
}

struct LayerPart: RecordPart {
  static let members = [
    "name": "the layer",
    "on": "whether it works here",
    "reason": "why it is off",
  ]

  var name: String
  var on: Bool
  var reason: String
}

/// The interpreter and the isolation of runs.
struct SandboxRecord: ReplyRecord {
  static let name = "sandbox"
  static let summary = "The interpreter and the isolation of runs."
  static let members = [
    "python": "the interpreter's path; empty for none",
    "version": "its version",
    "hash": "its hash",
    "problem": "why nothing can run; empty when it can",
    "layers": "the layers of isolation",
  ]

  var python: String
  var version: String
  var hash: String?
  var problem: String
  var layers: [LayerPart]
}

/// Something that doctor looked at.
struct CheckRecord: ReplyRecord {
  static let name = "check"
  static let summary = "Something that doctor looked at."
  static let members = [
    "subject": "what it is",
    "state": "how it is",
    "text": "what was found",
    "advice": "what to do; empty for nothing",
  ]

  var subject: String
  var state: Finding.Mark
  var text: String
  var advice: String
}

/// A file of answers.
struct RecordingRecord: ReplyRecord {
  static let name = "recording"
  static let summary = "A file of answers."
  static let members = [
    "file": "the file",
    "answers": "its answers",
    "problems": "the problems they are for",
    "model": "the name that answers from it",
  ]

  var file: String
  var answers: Int
  var problems: Int?
  var model: String
}
