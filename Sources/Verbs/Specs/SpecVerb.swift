package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs

/// `spec …`: specifications of the problem.
package struct SpecVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "spec",
    abstract: "Make a spec of the problem with a model, or reuse one; list, use, edit, show, diff.",
    discussion: """
      A spec with the same key (problem text, model, template, sampling) is reused at no cost and \
      says so; --fresh makes another. --reuse-spec takes the newest of the problem, made by any model.
      """,
    subcommands: [
      SpecMake.self, SpecList.self, SpecUse.self, SpecEdit.self, SpecShow.self, SpecDiff.self,
      SpecNone.self,
    ],
    defaultSubcommand: SpecMake.self)
  package static let group = VerbGroup.specs
  package static let records = recordsOfParts
  package static let effects = effectsOfParts
  package static let seeAlso = ["models", "prompt", "preview", "edit"]
  package static let requires = [Requirement.problem]
  package static let examples = [
    "spec", "spec make sim:0.5 --fresh", "spec list", "spec show s1", "spec use s1",
    "spec diff s1 s2", "spec none",
  ]
  package static let completions = [
    ArgumentCompletion.words(["make", "list", "use", "edit", "show", "diff", "none"]), .spec,
  ]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply { Reply() }
}

struct SpecMake: Verb {
  static let configuration = CommandConfiguration(
    commandName: "make", abstract: "Make a spec, or reuse one with the same key.")
  static let group = VerbGroup.specs
  static let records: [any ReplyRecord.Type] = [SpecRecord.self]
  static let effects: Set<VerbEffect> = [.changesSession, .spends]
  static let requires = [Requirement.problem]

  @Argument(help: "The model; the spec-model setting when left out.") var model: String?
  @Flag(help: "Make a new one even where one with the same key exists.") var fresh = false
  @Flag(name: .customLong("reuse-spec"), help: "Take the newest of the problem, made by any model.")
  var newest = false
  @Flag(name: .customLong("reuse-same"), help: "Only reuse one with the same key; the default.")
  var same = false

  func run(in context: VerbContext) async throws -> Reply {
    let reuse: SpecReuse = fresh ? .fresh : newest ? .newest : .sameKey
    let spec = try await context.session.makeSpec(
      at: try await context.session.here(), by: model, reuse: reuse, observe: context.observe)
    return SpecReply.made(spec)
  }
}

struct SpecList: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The specs of this problem.")
  static let group = VerbGroup.specs
  static let records: [any ReplyRecord.Type] = [SpecRecord.self]
  static let effects: Set<VerbEffect> = []
  static let requires = [Requirement.problem]

  func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    guard !experiment.specs.isEmpty else {
      return Reply("no spec yet: spec makes one")
    }
    var table = Table(columns: [
      .init("spec"), .init("by", isFlexible: true), .init("how", dropRank: 2),
      .init("tok", .right, dropRank: 1),
      .init("cost", .right), .init("passed", isFlexible: true),
    ])
    var records: [any ReplyRecord] = []
    let chosen = experiment.holdings.spec
    for spec in experiment.specs {
      let rates = RatePart.all(of: spec.number, in: experiment)
      let mark = chosen == spec.number ? " ◀" : ""
      table.rows.append([
        StyledText("s\(spec.number)\(mark)", .address), StyledText(SpecReply.maker(spec)),
        StyledText(SpecReply.how(spec)), StyledText(String(spec.tokens)),
        StyledText(spec.cost?.description ?? "unpriced"),
        StyledText(rates.map(\.words).joined(separator: " · ")),
      ])
      var record = SpecRecord(spec)
      (record.inUse, record.attempts) = (chosen == spec.number, rates)
      records.append(record)
    }
    return Reply(blocks: [.table(table)], records: records)
  }
}

struct SpecUse: Verb {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: "Use a spec for the attempts to come.")
  static let group = VerbGroup.specs
  static let records: [any ReplyRecord.Type] = [SpecChosenRecord.self]
  static let effects: Set<VerbEffect> = [.changesSession]
  static let requires = [Requirement.problem]
  @Argument(help: "The spec's name, such as s1.") var spec: String

  func run(in context: VerbContext) async throws -> Reply {
    try await context.session.chooseSpec(
      try Address.number(spec, prefix: "s"), at: try await context.session.here())
    return Reply(
      "spec \(spec, .address) is in use", record: SpecChosenRecord(spec: spec))
  }
}

struct SpecNone: Verb {
  static let configuration = CommandConfiguration(
    commandName: "none", abstract: "Attempt the problem without a spec.")
  static let group = VerbGroup.specs
  static let records: [any ReplyRecord.Type] = [SpecChosenRecord.self]
  static let effects: Set<VerbEffect> = [.changesSession]
  static let requires = [Requirement.problem]

  func run(in context: VerbContext) async throws -> Reply {
    try await context.session.chooseSpec(nil, at: try await context.session.here())
    return Reply("no spec is in use", record: SpecChosenRecord())
  }
}

struct SpecShow: Verb {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A spec's text; the one in use when left out.")
  static let group = VerbGroup.specs
  static let records: [any ReplyRecord.Type] = [SpecRecord.self]
  static let effects: Set<VerbEffect> = []
  static let requires = [Requirement.problem]
  @Argument(help: "The spec's name, such as s1.") var spec: String?

  func run(in context: VerbContext) async throws -> Reply {
    let spec = try await context.session.spec(self.spec)
    let text = try await context.session.text(spec.text)
    var reply = Reply(
      "\("s\(spec.number)", .address) by \(SpecReply.maker(spec)) · \(SpecReply.how(spec))")
    reply.add(
      TextLine.split(text).map(\.text).map { StyledText("  \($0)") })
    reply.records = [SpecRecord(spec, text: text)]
    return reply
  }
}

struct SpecEdit: Verb {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Edit a spec; what you save is a new one, and in use.")
  static let group = VerbGroup.specs
  static let records: [any ReplyRecord.Type] = [SpecRecord.self]
  static let effects: Set<VerbEffect> = [
    .readsFiles, .changesSession, .startsPrograms, .needsTerminal,
  ]
  static let requires = [Requirement.problem]
  @Argument(help: "The spec's name; the one in use when left out.") var spec: String?
  @Option(help: "Take the text from this file instead of an editor.") var file: String?

  func run(in context: VerbContext) async throws -> Reply {
    try await Self.run(number: spec, file: file, context)
  }

  static func run(number: String?, file: String?, _ context: VerbContext) async throws -> Reply {
    let session = context.session
    let spec = try await session.spec(number)
    let old = try await session.text(spec.text)
    let new = try await session.editedText(old, suffix: ".md", file: file)
    guard new != old else { return Reply("the spec is unchanged") }
    return SpecReply.made(
      try await session.keepEditedSpec(new, from: spec, at: try await session.here()))
  }
}

struct SpecDiff: Verb {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What differs between two specs.")
  static let group = VerbGroup.specs
  static let records: [any ReplyRecord.Type] = [DiffRecord.self]
  static let effects: Set<VerbEffect> = []
  static let requires = [Requirement.problem]
  @Argument(help: "A spec.") var old: String
  @Argument(help: "Another spec.") var new: String

  func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let left = try await session.text(try await session.spec(old).text)
    let right = try await session.text(try await session.spec(new).text)
    let diff = LineDiff(old: left, new: right)
    var reply = Reply("spec \(old, .address) → \(new, .address)   \(DiffText.summary(diff))")
    reply.add(diff)
    reply.records = [DiffRecord(diff, what: "spec", old: old, new: new)]
    return reply
  }
}

enum SpecReply {
  static func made(_ spec: SpecMade) -> Reply {
    let name = "s\(spec.number)"
    let cost = spec.cost?.description ?? "unpriced"
    let how: String =
      switch spec.origin {
      case .model: cost
      case .cached: "cached, $0"
      case .reused: "reused, made by \(maker(spec)), $0"
      case .edited: "edited from s\(spec.editedFrom ?? 0)"
      }
    return Reply(
      "spec \(name, .address) · \(maker(spec)) · \(spec.tokens) tok · \(how) · saved (template \(spec.template))",
      record: SpecRecord(spec))
  }

  /// Who wrote it.
  static func maker(_ spec: SpecMade) -> String {
    spec.origin == .edited ? "by hand" : spec.model
  }

  static func how(_ spec: SpecMade) -> String {
    switch spec.origin {
    case .model: "made"
    case .cached: "cached"
    case .reused: "reused"
    case .edited: "edited from s\(spec.editedFrom ?? 0)"
    }
  }
}

extension SpecRecord {
  init(_ spec: SpecMade, text: String? = nil) {
    self.init(
      spec: "s\(spec.number)", model: spec.model, byHand: spec.origin == .edited,
      origin: spec.origin, editedFrom: spec.editedFrom.map { "s\($0)" }, template: spec.template,
      tokens: spec.tokens, key: spec.key.hex, costNanoUSD: spec.cost?.nanoUSD, text: text)
  }
}

extension RatePart {
  /// Models' attempts with a spec, by what their prompts showed: results across labels say nothing.
  static func all(of spec: Int, in experiment: Experiment) -> [RatePart] {
    let attempts = experiment.attempts.filter { $0.spec == spec && !$0.isByHand }
    return Dictionary(grouping: attempts, by: \.exposure).sorted { $0.key < $1.key }.map {
      RatePart(exposure: $0, attempts: $1.count, passed: $1.count(where: \.isPass))
    }
  }

  /// Such as `pass@1-comparable 1 of 3`.
  var words: String { "\(exposure.rawValue) \(passed) of \(attempts)" }
}
