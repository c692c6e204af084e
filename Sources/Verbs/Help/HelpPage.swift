import ArgumentParser
import Experiments
import Presentation
import Runs

/// The pages that `help` shows, laid out for a window.
struct HelpPage {
  private let paragraphs: Paragraphs
  private(set) var reply = Reply()

  init(width: Int) {
    paragraphs = Paragraphs(width: width)
  }

  /// What a verb does, what it takes, uses of it, and where to read on.
  static func of(_ verb: any Verb.Type, width: Int) -> Reply {
    var page = HelpPage(width: width)
    let command = CommandDescriptions.of(verb)
    page.head(verb.name, verb.aliases)
    page.synopsis(command.synopses())
    page.text(command.abstract)
    page.text(command.discussion)
    page.arguments(command.arguments)
    for part in command.subcommands {
      page.subcommand(part, of: command)
    }
    page.effects(verb.effects)
    page.examples(verb.examples)
    page.seeAlso(verb.seeAlso)
    let inside = command.subcommands.flatMap(\.arguments)
    page.reply.records = [
      HelpRecord(
        verb: verb.name, abstract: command.abstract, text: command.discussion,
        synopsis: command.synopses(),
        arguments: (command.arguments + inside).map { ArgumentPart($0) }, examples: verb.examples,
        seeAlso: verb.seeAlso, effects: VerbEffects.sorted(verb.effects),
        records: verb.records.map { $0.name })
    ]
    return page.reply
  }

  /// One of the verbs inside a verb: `spec show`.
  static func of(_ part: CommandDescription, in verb: any Verb.Type, width: Int) -> Reply {
    var page = HelpPage(width: width)
    let name = "\(verb.name) \(part.name)"
    page.head(name, [])
    page.synopsis(part.synopses(prefix: verb.name + " "))
    page.text(part.abstract)
    page.text(part.discussion)
    page.arguments(part.arguments)
    let inner = verb.part(named: part.name)
    page.effects(inner.effects)
    let examples = verb.examples.filter { $0 == name || $0.hasPrefix(name + " ") }
    page.examples(examples)
    page.seeAlso([verb.name] + verb.seeAlso)
    page.reply.records = [
      HelpRecord(
        verb: name, abstract: part.abstract, text: part.discussion,
        synopsis: part.synopses(prefix: verb.name + " "),
        arguments: part.arguments.map { ArgumentPart($0) }, examples: examples,
        seeAlso: [verb.name] + verb.seeAlso, effects: VerbEffects.sorted(inner.effects),
        records: inner.records.map { $0.name })
    ]
    return page.reply
  }

  /// A topic's text as it is written, its paragraphs fitted to the window.
  static func of(_ topic: HelpTopic, width: Int) -> Reply {
    var page = HelpPage(width: width)
    page.reply.add("\(topic.name, .strong) · \(topic.abstract)")
    page.reply.add(StyledText())
    page.reply.add(page.paragraphs.lines(topic.text))
    page.reply.records = [
      HelpRecord(topic: topic.name, abstract: topic.abstract, text: topic.text)
    ]
    return page.reply
  }

  /// What a setting means, which values it takes, and where they can come from.
  static func of(_ setting: SettingDeclaration, _ value: Settings.Value, width: Int) -> Reply {
    var page = HelpPage(width: width)
    page.reply.add("\(setting.name, .strong) · setting")
    page.synopsis(["set \(setting.name) VALUE", "unset \(setting.name)"])
    page.text(setting.help)
    page.reply.add(StyledText())
    let fallback = setting.fallback.isEmpty ? "–" : setting.fallback
    page.reply.add(
      page.paragraphs.definitions([
        ("values", setting.kind.meaning), ("now", "\(value.text) (\(value.origin.rawValue))"),
        ("default", fallback), ("variable", setting.variable),
      ]))
    page.seeAlso(["set", "show", "settings"])
    page.reply.records = [
      HelpRecord(
        setting: setting.name, abstract: setting.help, value: value.text, origin: value.origin,
        default: setting.fallback, values: setting.kind.meaning, variable: setting.variable)
    ]
    return page.reply
  }

  /// The verbs of some groups with what each does.
  static func of(_ groups: [VerbGroup], width: Int) -> Reply {
    var page = HelpPage(width: width)
    for group in groups {
      let verbs = VerbRegistry.all.filter { $0.group == group }
      guard !verbs.isEmpty else { continue }
      page.reply.add(StyledText(group.rawValue, .strong))
      page.reply.add(
        page.paragraphs.definitions(
          verbs.map { (StyledText($0.name, .address), $0.configuration.abstract) }))
      page.reply.records += verbs.map {
        VerbRecord(
          verb: $0.name, group: $0.group.rawValue, abstract: $0.configuration.abstract)
      }
    }
    return page.reply
  }

  /// Every group, every topic, and how to find more.
  static func overview(width: Int) -> Reply {
    let paragraphs = Paragraphs(width: width)
    var reply = of(VerbGroup.allCases, width: width)
    reply.add(StyledText("topics", .strong))
    reply.add(
      paragraphs.definitions(
        HelpTopics.all.map { (StyledText($0.name, .address), $0.abstract) }))
    reply.add(StyledText())
    reply.add(
      paragraphs.lines(
        """
        help VERB, help TOPIC, help SETTING or help GROUP explains one; apropos WORD searches all of \
        them. Any unambiguous beginning of a verb will do.
        """
      ).map { StyledText($0.plain, .dim) })
    reply.records += HelpTopics.all.map {
      TopicRecord(topic: $0.name, abstract: $0.abstract)
    }
    return reply
  }

  // MARK: Parts

  private mutating func head(_ name: String, _ aliases: [String]) {
    var line = StyledText(name, .strong)
    if !aliases.isEmpty { line += " · also \(aliases.joined(separator: ", "))" }
    reply.add(line)
  }

  private mutating func synopsis(_ lines: [String]) {
    reply.add(StyledText())
    for line in lines { reply.add("  \(line, .address)") }
  }

  private mutating func text(_ text: String) {
    guard !text.isEmpty else { return }
    reply.add(StyledText())
    reply.add(paragraphs.lines(text))
  }

  private mutating func arguments(_ arguments: [CommandDescription.Argument]) {
    guard !arguments.isEmpty else { return }
    reply.add(StyledText())
    reply.add(paragraphs.definitions(Self.rows(arguments)))
  }

  private static func rows(
    _ arguments: [CommandDescription.Argument]
  ) -> [(term: StyledText, meaning: String)] {
    arguments.sorted { $0.kind == .positional && $1.kind != .positional }.map { argument in
      let fallback = argument.defaultValue.map { $0.isEmpty ? "" : " [\($0)]" } ?? ""
      return (StyledText(argument.label, .address), argument.help + fallback)
    }
  }

  private mutating func subcommand(_ part: CommandDescription, of command: CommandDescription) {
    reply.add(StyledText())
    reply.add(
      paragraphs.entry(StyledText("\(command.name) \(part.name)", .strong), part.abstract))
    reply.add(paragraphs.definitions(Self.rows(part.arguments)))
  }

  private mutating func effects(_ effects: Set<VerbEffect>) {
    reply.add(StyledText())
    reply.add(paragraphs.entry("effects", VerbEffects.words(effects)))
  }

  private mutating func examples(_ examples: [String]) {
    guard !examples.isEmpty else { return }
    reply.add(StyledText())
    reply.add(StyledText("examples", .strong))
    for example in examples { reply.add("  \(example)") }
  }

  private mutating func seeAlso(_ names: [String]) {
    guard !names.isEmpty else { return }
    reply.add(StyledText())
    reply.add(StyledText("see also", .strong))
    reply.add(paragraphs.lines(names.joined(separator: ", "), indent: 2))
  }
}

extension SettingDeclaration.Kind {
  /// Which values fit, in words.
  var meaning: String {
    switch self {
    case .text: "any text"
    case .model: "a model's name"
    case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .money: "dollars, such as 0.50, or nothing"
    case .choice(let values): values.joined(separator: ", ")
    case .optional(let kind): "\(kind.meaning), or nothing"
    }
  }
}

extension ArgumentPart {
  init(_ argument: CommandDescription.Argument) {
    self.init(name: argument.label, help: argument.help)
  }
}
