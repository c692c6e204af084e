package import Experiments
package import Judging

/// Every setting there is.
package enum SettingDeclarations {
  /// In the order `show` lists them.
  package static let all: [SettingDeclaration] = [
    .init("coder", .model, "qwen2.5-coder:32b", "the model that attempts the problems"),
    .init("spec-model", .model, "gpt-oss:20b", "the model that writes specs"),
    .init("reviewer", .model, "claude-sonnet-4-5", "the model that reviews failed attempts"),
    .init(
      "checkpoint-interval", .whole(1...1000), "5",
      "failed attempts on a path after which next and continue ask for a review"),
    .init("max-iterations", .whole(1...100_000), "50", "attempts that continue makes at most"),
    .init(
      "feedback", .choice(FeedbackLevel.allCases.map(\.rawValue)), "assertion",
      "how much of a failure the coder is shown"),
    .init("temperature", .number(0...2), "0.1", "sampling temperature"),
    .init("top-p", .number(0...1), "0.9", "nucleus sampling: the share of probability kept"),
    .init(
      "seed", .optional(.whole(0...Int(Int32.max))), "",
      "sampling seed sent to the server; empty sends none"),
    .init(
      "context", .whole(256...2_000_000), "5120",
      "context window in tokens of local models; prompts keep a quarter of it free"),
    .init(
      "max-output", .optional(.whole(1...1_000_000)), "",
      "tokens an answer may have; empty: 4096 for local models, 16384 for frontier models"),
    .init("budget-session", .money, "", "dollars that a session may cost; empty: no limit"),
    .init("budget-problem", .money, "", "dollars that one problem may cost; empty: no limit"),
    .init("budget-attempt", .money, "", "dollars that one attempt may cost; empty: no limit"),
    .init(
      "local-rate", .money, "",
      "dollars that an hour of a local model's machine costs; empty: nothing"),
    .init(
      "thinking", .choice(["default"] + Thinking.allCases.map(\.rawValue)), "default",
      "how much models think first; default leaves it to the model"),
    .init(
      "keep-alive", .text, "",
      "how long a local server keeps a model in memory: 5m, 300 (seconds), -1 (for ever); empty: its own way"
    ),
    .init(
      "cpu-limit", .optional(.number(0.01...86_400)), "",
      "CPU seconds of a run; empty: 10 × canonical, 3 to 10"),
    .init("memory-limit", .whole(16...1_048_576), "1024", "memory of a run in MiB"),
    .init(
      "request-deadline", .number(0.1...86_400), "300",
      "seconds a call to a model may take, waiting for its turn and further tries included"),
    .init(
      "idle-deadline", .number(0.1...86_400), "60",
      "seconds between two tokens of an answer that has begun"),
    .init(
      "retries", .whole(0...20), "3",
      "how often a call is made again when a server refuses, resets or says not now"),
    .init("local-concurrency", .whole(1...64), "1", "calls at once to a local model server"),
    .init("remote-concurrency", .whole(1...256), "4", "calls at once to a service"),
    .init(
      "theme", .choice(["dark", "light", "colour-blind", "mono"]), "dark",
      "the colours; NO_COLOR and --color say whether"),
    .init(
      "diff", .choice(["auto", "unified", "side-by-side"]), "auto",
      "how diffs stand; auto: in two columns from 140 columns on"),
    .init(
      "stream", .choice(["fold", "full", "off"]), "fold",
      "an answer while it comes: its last lines, all of it, or only its length"),
    .init(
      "right-prompt", .choice(["on", "off"]), "on",
      "the model and the cost at the right end of the prompt's row"),
    .init(
      "python", .text, "",
      "the interpreter of runs, such as a virtual environment's bin/python; empty: python3 in PATH"),
    .init(
      "editing-mode", .choice(["auto", "emacs", "vi"]), "auto",
      "keys of the prompt; auto: as ~/.editrc says, else emacs"),
  ]

  /// The declaration of a name.
  package static func named(_ name: String) -> SettingDeclaration? {
    all.first { $0.name == name }
  }
}

/// Where a setting's value comes from, the strongest last.
package enum SettingOrigin: String, Codable, Sendable, Hashable, CaseIterable {
  case builtIn = "default"
  case userFile = "user file"
  case projectFile = "project file"
  case environment
  case session
  case flag
}

/// The values of the settings, layer over layer.
package struct Settings: Sendable {
  /// A value and its layer.
  package struct Value: Sendable, Hashable {
    package var text: String
    package var origin: SettingOrigin
  }

  private var layers: [SettingOrigin: [String: String]] = [:]

  package init(environment: [String: String] = [:]) {
    for declaration in SettingDeclarations.all {
      layers[.builtIn, default: [:]][declaration.name] = declaration.fallback
      if let value = environment[declaration.variable], declaration.objection(to: value) == nil {
        layers[.environment, default: [:]][declaration.name] = value
      }
    }
  }

  /// What is said of variables whose values do not fit: what, why, and what counts instead.
  ///
  /// An empty variable is as good as none.
  package func objections(to environment: [String: String]) -> [String] {
    SettingDeclarations.all.compactMap { declaration in
      guard let given = environment[declaration.variable], !given.isEmpty,
        let objection = declaration.objection(to: given)
      else { return nil }
      let used = value(declaration.name)
      return "\(declaration.variable)=\(given) does not count: \(objection); "
        + "\(declaration.name) is \(used.text) (\(used.origin.rawValue))"
    }
  }

  /// Puts a whole layer in place.
  package mutating func replace(_ origin: SettingOrigin, with values: [String: String]) {
    layers[origin] = values
  }

  /// Gives a setting a value in one layer, or takes it out of it.
  package mutating func set(_ name: String, to value: String?, in origin: SettingOrigin) {
    layers[origin, default: [:]][name] = value
  }

  /// The value that counts, and where it is from.
  package func value(_ name: String) -> Value {
    for origin in SettingOrigin.allCases.reversed() {
      if let text = layers[origin]?[name] { return Value(text: text, origin: origin) }
    }
    return Value(text: "", origin: .builtIn)
  }

  /// The text that counts.
  package subscript(name: String) -> String { value(name).text }

  /// The value of a setting that is a whole number.
  package func whole(_ name: String) -> Int? { Int(self[name]) }

  /// The value of a setting that is an amount of money; nil when it is empty.
  package func money(_ name: String) -> Money? { Money(dollars: self[name]) }

  /// The value of a setting that is a number.
  package func number(_ name: String) -> Double? { Double(self[name]) }

  package var feedback: FeedbackLevel { FeedbackLevel(rawValue: self["feedback"]) ?? .assertion }

  /// The model of a role.
  package func model(_ role: Role) -> String { self[Self.name(of: role)] }

  /// The setting that names a role's model.
  package static func name(of role: Role) -> String {
    switch role {
    case .coder: "coder"
    case .spec: "spec-model"
    case .reviewer: "reviewer"
    }
  }

  /// What is sent to a model of `tier`.
  package func sampling(tier: Tier) -> Sampling {
    let output = whole("max-output") ?? (tier == .local ? 4096 : 16_384)
    return Sampling(
      temperature: number("temperature") ?? 0.1, topP: number("top-p") ?? 0.9,
      maxOutputTokens: output, contextTokens: tier == .local ? (whole("context") ?? 5120) : 200_000,
      seed: whole("seed"), thinking: Thinking(rawValue: self["thinking"]),
      keepAlive: self["keep-alive"].isEmpty ? nil : self["keep-alive"])
  }

  /// What a call to a model may take.
  package var callPolicy: CallPolicy {
    let standard = CallPolicy()
    return CallPolicy(
      deadline: number("request-deadline").map { .seconds($0) } ?? standard.deadline,
      idle: number("idle-deadline").map { .seconds($0) } ?? standard.idle,
      retries: whole("retries") ?? standard.retries,
      localConcurrency: whole("local-concurrency") ?? standard.localConcurrency,
      remoteConcurrency: whole("remote-concurrency") ?? standard.remoteConcurrency)
  }

  /// The interpreter of runs; nil for the sandbox's own.
  package var python: String? {
    let path = self["python"]
    return path.isEmpty ? nil : path
  }

  /// The limits of a run; without `cpu-limit` the sandbox scales time.
  package var runLimits: RunLimits {
    RunLimits(
      cpuSeconds: number("cpu-limit"), memoryBytes: (whole("memory-limit") ?? 1024) << 20)
  }
}
