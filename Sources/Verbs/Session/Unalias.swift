package import ArgumentParser
import Experiments
package import Presentation

/// `unalias WORD…`.
package struct Unalias: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "unalias", abstract: "Take aliases away.",
    discussion: "A verb's own short names, such as s for step, stay.")
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [UnaliasRecord.self]
  package static let effects: Set<VerbEffect> = [.changesShell]
  package static let seeAlso = ["alias", "aliases"]
  package static let examples = ["unalias try", "unalias try hint"]

  package static let completions = [ArgumentCompletion.alias]

  @Argument(help: "The aliases.") package var word: [String]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    for word in word where context.aliases[word] == nil {
      throw Alias.unknown(word, context.aliases)
    }
    var reply = Reply()
    for word in word {
      context.aliases[word] = nil
      reply.add("alias \(word) dropped")
      reply.records.append(UnaliasRecord(word: word))
    }
    return reply
  }
}
