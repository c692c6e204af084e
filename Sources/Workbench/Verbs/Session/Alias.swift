package import ArgumentParser
import Experiments

/// `alias [WORD [LINE]]`.
package struct Alias: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "alias", abstract: "Make a word stand for a line; without one, list them.")
  package static let group = VerbGroup.session
  package static let examples = ["alias try \"step; why\""]

  @Argument(help: "The word.") package var word: String?
  @Argument(parsing: .remaining, help: "The line it stands for.") package var line: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard let word else {
      let all = context.aliases.all
      guard !all.isEmpty else { return Reply("no aliases") }
      var reply = Reply()
      for (word, line) in all { reply.add("\(word, .address) = \(line)") }
      return reply
    }
    if let verb = Verbs.all.first(where: { $0.name == word }) {
      throw WorkbenchError("\(verb.name) is a verb: it cannot be another word's alias", word: word)
    }
    context.aliases[word] = line.isEmpty ? nil : line.joined(separator: " ")
    return Reply(
      line.isEmpty ? "alias \(word) dropped" : "\(word, .address) = \(line.joined(separator: " "))")
  }
}
