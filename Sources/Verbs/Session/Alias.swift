import CommandLines
package import ArgumentParser
import Experiments
package import Presentation
package import Runs

/// `alias [WORD [LINE]]`.
package struct Alias: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "alias", abstract: "Make a word stand for a line; without one, list them.",
    discussion: """
      $1 to $9 in the line stand for single arguments, $* for all of them; a line that names none gets \
      them at its end. Quote a line that holds ; > or |. Aliases last until koderz ends: put them into \
      init.kz to have them always. A verb's name cannot be an alias, and no alias may lead back to itself.
      """)
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [AliasRecord.self]
  package static let effects: Set<VerbEffect> = [.changesShell]
  package static let seeAlso = ["unalias", "every", "aliases", "scripts"]
  package static let examples = [
    "alias try \"step; why\"", "alias hint 'guide --sticky \"mind $*\"'", "alias try", "alias",
  ]

  package static let completions = [ArgumentCompletion.alias, .command]

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The word, and the line it stands for.", valueName: "word line"))
  package var words: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard let word = words.first else { return Self.listing(context.aliases.all) }
    let line = words.count == 2 ? words[1] : CommandLineSplitter.join(Array(words.dropFirst()))
    guard !line.isEmpty else {
      guard let line = context.aliases[word] else { throw Self.unknown(word, context.aliases) }
      return Self.listing([(word, line)])
    }
    try Self.check(word, line, context.aliases)
    context.aliases[word] = line
    return Self.listing([(word, line)])
  }

  private static func listing(_ aliases: [(word: String, line: String)]) -> Reply {
    guard !aliases.isEmpty else { return Reply("no aliases") }
    var reply = Reply()
    for (word, line) in aliases {
      reply.add("\(word, .address) = \(line)")
      reply.records.append(AliasRecord(word: word, line: line))
    }
    return reply
  }

  private static func check(
    _ word: String, _ line: String, _ aliases: AliasTable
  ) throws(WorkbenchError) {
    if let verb = VerbRegistry.all.first(where: { $0.name == word }) {
      throw WorkbenchError(
        "\(verb.name) is a verb, so it cannot be an alias", hint: "choose another word", word: word)
    }
    do {
      guard try CommandLineSplitter.split(word).commands.first?.words == [word] else {
        throw WorkbenchError(
          "“\(word)” cannot be an alias", hint: "choose one word without spaces and signs",
          word: word, kind: .usage)
      }
      _ = try CommandLineSplitter.split(line)
    } catch let error as WorkbenchError {
      throw error
    } catch {
      throw WorkbenchError(
        "a quote in the alias is not closed", hint: "close it in: \(line)", kind: .usage)
    }
    if aliases.isRecursive(line, as: word) { throw recursion(word) }
  }

  /// What is said of an alias that would run itself.
  package static func recursion(_ word: String) -> WorkbenchError {
    WorkbenchError(
      "alias \(word) calls itself", hint: "alias lists them; unalias removes one",
      word: word)
  }

  static func unknown(_ word: String, _ aliases: AliasTable) -> WorkbenchError {
    let near = NearestWords.nearest(to: word, in: aliases.all.map(\.word))
    return WorkbenchError(
      "there is no alias “\(word)”",
      hint: near.isEmpty ? "alias lists them" : "nearest: \(near.joined(separator: ", "))",
      word: word)
  }
}
