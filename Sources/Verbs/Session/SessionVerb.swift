package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs

/// `session …`: the sessions of this workspace.
package struct SessionVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "session",
    abstract: "List, begin, open, rename, delete, export, import and verify sessions.",
    subcommands: [
      SessionList.self, SessionNew.self, SessionOpen.self, SessionRename.self, SessionDelete.self,
      SessionExport.self, SessionImport.self, SessionVerify.self,
    ],
    defaultSubcommand: SessionList.self)
  package static let group = VerbGroup.session
  package static let records = recordsOfParts
  package static let effects = effectsOfParts
  package static let seeAlso = ["info", "log", "transcript", "files"]
  package static let examples = [
    "session list", "session list --all", "session new tolerance", "session open lab",
    "session delete lab", "session export lab.jsonl", "session import lab.jsonl --as again",
    "session verify",
  ]
  package static let completions = [
    ArgumentCompletion.words([
      "list", "new", "open", "rename", "delete", "export", "import", "verify",
    ]),
    .session,
  ]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply { Reply() }
}

struct SessionList: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The sessions of this workspace that a person works in, the newest first.",
    discussion: "Sessions that scripts, -e lines and batches began are shown with --all.")
  static let group = VerbGroup.session
  static let records: [any ReplyRecord.Type] = [SessionRecord.self]
  static let effects: Set<VerbEffect> = []
  @Flag(help: "Those of scripts and batches too, with their kinds and runs.") var all = false

  func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let query = SessionQuery(kinds: all ? nil : SessionKind.ofAPerson)
    let sessions = try await session.services.store.sessions(query)
    let hidden = all ? 0 : try await session.services.store.sessionCount() - sessions.count
    guard !sessions.isEmpty || hidden > 0 else {
      return Reply("no session yet: it begins with the first verb that changes something")
    }
    let current = await session.name
    var reply = Reply(
      blocks: sessions.isEmpty ? [] : [.table(table(sessions, current: current))],
      records: sessions.map { SessionRecord($0, current: current) })
    if hidden > 0 {
      let count = Numbers.plural(hidden, "session")
      reply.add(StyledText("\(count) of scripts and batches: session list --all", .dim))
    }
    return reply
  }

  private func table(_ sessions: [SessionSummary], current: String) -> Table {
    var table = Table(columns: [
      .init("session", isFlexible: true), .init("begun", dropRank: 1), .init("last event"),
      .init("events", .right),
    ])
    if all { table.columns += [.init("kind"), .init("run", isFlexible: true)] }
    table.columns.append(.init("held by", isFlexible: true))
    for session in sessions {
      let mark = session.name == current ? " ◀" : ""
      let kind = all ? [StyledText(session.kind.rawValue), StyledText(session.run ?? "")] : []
      table.rows.append(
        [
          StyledText(session.name + mark, .strong), StyledText(session.createdAt.date),
          StyledText(session.lastEventAt?.minute ?? "", .dim),
          StyledText(String(session.eventCount)),
        ] + kind + [StyledText(session.holder ?? "", .dim)])
    }
    return table
  }
}

extension SessionRecord {
  init(_ session: SessionSummary, current: String) {
    self.init(
      name: session.name, kind: session.kind.rawValue, run: session.run,
      createdAt: session.createdAt.description, lastEventAt: session.lastEventAt?.description,
      events: session.eventCount, holder: session.holder, current: session.name == current)
  }
}

struct SessionNew: Verb {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begin another session; named by the date when no name is given.")
  static let group = VerbGroup.session
  static let records: [any ReplyRecord.Type] = [SessionRecord.self]
  static let effects: Set<VerbEffect> = [.changesSession]
  @Argument(help: ArgumentHelp("Its name.", valueName: "session"))
  var newName: String?

  func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let store = session.services.store
    if let newName, try await store.session(named: newName) != nil {
      throw WorkbenchError(
        "a session “\(newName)” exists",
        hint: "choose another name; session open \(newName) opens it", word: newName)
    }
    let name: String
    if let newName {
      name = newName
    } else {
      name = try await store.freeName(session.services.clock.now().date)
    }
    try await session.plan(PlannedSession(name: name))
    return Reply(
      "session \(name, .strong) begins with the next verb that changes something",
      record: SessionRecord(name: name, new: true))
  }
}

struct SessionOpen: Verb {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Turn to a session; the one left is saved.")
  static let group = VerbGroup.session
  static let records: [any ReplyRecord.Type] = [SessionRecord.self, HeadRecord.self]
  static let effects: Set<VerbEffect> = [.changesSession]
  @Argument(help: ArgumentHelp("Its name.", valueName: "session"))
  var target: String

  func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    try await session.open(session: target)
    let state = await session.state
    var reply = Reply(
      "session \(target, .strong) · \(Numbers.plural(state.lastOrdinal, "event")) · \(Numbers.plural(state.order.count, "problem"))",
      record: SessionRecord(
        name: target, events: state.lastOrdinal, problems: state.order.count))
    if state.experiment != nil { reply.add(try await HeadReply.here(context)) }
    return reply
  }
}

struct SessionRename: Verb {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give the open session another name.")
  static let group = VerbGroup.session
  static let records: [any ReplyRecord.Type] = [SessionRecord.self]
  static let effects: Set<VerbEffect> = [.changesSession]
  @Argument(help: ArgumentHelp("The new name.", valueName: "session"))
  var newName: String

  func run(in context: VerbContext) async throws -> Reply {
    try await context.session.rename(to: newName)
    return Reply(
      "the session is now \(newName, .strong)",
      record: SessionRecord(name: newName))
  }
}

struct SessionDelete: Verb {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Remove a session that is not open, with all its events, for good.")
  static let group = VerbGroup.session
  static let records: [any ReplyRecord.Type] = [SessionDeletedRecord.self]
  static let effects: Set<VerbEffect> = [.changesSession]
  static let completions = [ArgumentCompletion.session]
  @Argument(help: ArgumentHelp("Its name.", valueName: "session"))
  var target: String

  func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    guard let found = try await session.services.store.session(named: target) else {
      throw WorkbenchError(
        "there is no session “\(target)”", hint: "session list --all shows them", word: target)
    }
    if await session.log.openedID == found.id {
      throw WorkbenchError(
        "session “\(target)” is open here", hint: "session new leaves it; delete it after that",
        word: target)
    }
    try await session.services.store.delete(found.id)
    return Reply(
      "session \(target, .strong) with \(Numbers.plural(found.eventCount, "event")) is deleted",
      record: SessionDeletedRecord(name: target, events: found.eventCount))
  }
}

struct SessionExport: Verb {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the session as JSON Lines that read back to the same hashes.",
    discussion: """
      --from reads a store that does not open any more and writes what is left of each of its \
      sessions: koderz --ephemeral session export rest.jsonl --from sessions/koderz.sqlite
      """)
  static let group = VerbGroup.session
  static let records: [any ReplyRecord.Type] = [ExportedRecord.self, SalvagedRecord.self]
  static let effects: Set<VerbEffect> = [.readsFiles, .writesFiles]
  static let completions = [ArgumentCompletion.path]
  @Argument(help: "The file to write.") var file: String
  @Option(name: .customLong("from"), help: "A damaged store to write what can be read of.")
  var store: String?

  func run(in context: VerbContext) async throws -> Reply {
    if let store { return try salvage(store, context.session.services) }
    let count = try await context.session.export(to: file)
    return Reply(
      "\(file, .file) · \(Numbers.plural(count.events, "event")), \(Numbers.plural(count.texts, "text"))",
      record: ExportedRecord(file: file, events: count.events, texts: count.texts))
  }
}

extension SessionExport {
  /// One file per session: the name as given for the first, with the session's name for others.
  private func salvage(_ store: String, _ services: Services) throws -> Reply {
    var reply = Reply()
    for (index, session) in try services.salvage(store).enumerated() {
      let lines =
        session.texts.map { SessionFileLine.text($0).jsonLine }
        + session.events.map { SessionFileLine.event($0).jsonLine }
      let path = index == 0 ? file : "\(file).\(session.name)"
      try services.files.write(path, Array((lines.joined(separator: "\n") + "\n").utf8))
      reply.add(
        "\(path, .file) · session \(session.name) · \(Numbers.plural(session.events.count, "event"))"
      )
      for loss in session.losses { reply.add(StyledText("  lost: \(loss)", .warning)) }
      reply.records.append(
        SalvagedRecord(
          file: path, session: session.name, events: session.events.count, losses: session.losses))
    }
    return reply
  }
}

struct SessionImport: Verb {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read an exported session into this workspace and open it.")
  static let group = VerbGroup.session
  static let records: [any ReplyRecord.Type] = [ImportedRecord.self]
  static let effects: Set<VerbEffect> = [.readsFiles, .changesSession]
  static let completions = [ArgumentCompletion.path]
  @Argument(help: "The file to read.") var file: String
  @Option(name: .customLong("as"), help: "The name it gets; its own when left out.")
  var newName: String?

  func run(in context: VerbContext) async throws -> Reply {
    let count = try await context.session.importSession(from: file, as: newName)
    let name = await context.session.name
    return Reply(
      "session \(name, .strong) · \(Numbers.plural(count, "event")) imported, the chain holds",
      record: ImportedRecord(name: name, events: count))
  }
}

struct SessionVerify: Verb {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute the session's hash chain, its fold and its texts.")
  static let group = VerbGroup.session
  static let records: [any ReplyRecord.Type] = [VerifiedRecord.self]
  static let effects: Set<VerbEffect> = []

  func run(in context: VerbContext) async throws -> Reply {
    let check = try await context.session.verify()
    return Reply(
      "\(Numbers.plural(check.count, "event")) \("verified", .good) · head \(check.lastHash.hex.prefix(12))",
      record: VerifiedRecord(events: check.count, hash: check.lastHash.hex))
  }
}
