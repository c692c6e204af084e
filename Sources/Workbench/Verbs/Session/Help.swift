package import ArgumentParser
import Experiments

/// `help [VERB]`.
package struct Help: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "help", abstract: "List the verbs, or explain one.")
  package static let group = VerbGroup.session
  package static let aliases = ["h", "?"]
  package static let examples = ["help", "help step"]
  package static let completions = [ArgumentCompletion.verb]

  @Argument(help: "A verb.") package var verb: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard let word = verb.first else { return Self.overview }
    return Self.explanation(of: try VerbTable.verb(for: word))
  }

  /// What a verb does, its arguments, its other names, and uses of it.
  static func explanation(of verb: any Verb.Type) -> Reply {
    var reply = Reply()
    for line in verb.helpMessage().split(separator: "\n", omittingEmptySubsequences: false) {
      reply.add(StyledText(String(line)))
    }
    if !verb.aliases.isEmpty {
      reply.add("ALSO: \(verb.aliases.joined(separator: ", "))")
    }
    if !verb.examples.isEmpty {
      reply.add("EXAMPLES:")
      for example in verb.examples { reply.add("  \(example)") }
    }
    reply.records = [
      [
        "event": "help", "verb": .string(verb.name),
        "abstract": .string(verb.configuration.abstract),
      ]
    ]
    return reply
  }

  private static var overview: Reply {
    var reply = Reply()
    for group in VerbGroup.allCases {
      let verbs = Verbs.all.filter { $0.group == group }
      guard !verbs.isEmpty else { continue }
      reply.add(StyledText(group.rawValue, .strong))
      var table = Table(columns: [.init(""), .init("", isFlexible: true)])
      table.rows = verbs.map { verb in
        [StyledText("  \(verb.name)", .address), StyledText(verb.configuration.abstract)]
      }
      reply.add(table)
    }
    reply.add(
      StyledText("help VERB explains one; any unambiguous beginning of a verb will do", .dim))
    reply.records = Verbs.all.map {
      [
        "event": "verb", "verb": .string($0.name), "group": .string($0.group.rawValue),
        "abstract": .string($0.configuration.abstract),
      ]
    }
    return reply
  }
}
