package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `bookmark NAME [@n]`: a name for an attempt.
package struct Bookmark: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "bookmark",
    abstract: "Give an attempt a name that works as its address; without one, list the names.")
  package static let group = VerbGroup.history
  package static let records: [any ReplyRecord.Type] = [BookmarkRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["goto", "note", "addressing"]
  package static let requires = [Requirement.problem]
  package static let examples = [
    "bookmark promising", "bookmark start @1", "bookmark start --drop",
  ]
  package static let completions = [ArgumentCompletion.words([]), .node]

  @Argument(help: "The name.") package var bookmark: String?
  @Argument(help: "The attempt; the head when left out.") package var node: String = "@"
  @Flag(help: "Take the name back.") package var drop = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let experiment = try await context.session.experiment()
    guard let bookmark else { return listing(experiment) }
    let number = try Address.attempt(node, in: experiment)
    try await context.session.bookmark(bookmark, at: drop ? nil : number, of: experiment.taskID)
    return Reply(
      drop ? "bookmark \(bookmark) dropped" : "\("@\(number)", .address) is “\(bookmark)”",
      record: BookmarkRecord(name: bookmark, node: drop ? nil : "@\(number)"))
  }

  private func listing(_ experiment: Experiment) -> Reply {
    let bookmarks = experiment.position.bookmarks.sorted { $0.key < $1.key }
    guard !bookmarks.isEmpty else { return Reply("no bookmarks") }
    var reply = Reply()
    for (name, number) in bookmarks {
      reply.add("\("@\(number)", .address) \(name)")
      reply.records.append(BookmarkRecord(name: name, node: "@\(number)"))
    }
    return reply
  }
}
