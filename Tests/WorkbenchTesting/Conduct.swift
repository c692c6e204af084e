package import Experiments
package import Judging
package import Presentation
import RecordTesting
import Runs
import Synchronization
package import Verbs

/// Holds verbs to what they declare: the records they give and what they do beside answering.
package final class Conduct: Sendable {
  private struct State {
    var seen: Set<VerbEffect> = []
    var declared: Set<VerbEffect> = []
    var faults: [String] = []
  }

  private static let schemas = Dictionary(
    Records.all.compactMap { record in
      (try? RecordSchema.of(record)).map { (record.name, $0) }
    }, uniquingKeysWith: { first, _ in first })

  private let state = Mutex(State())

  package init() {}

  /// Forgets what the line before did.
  package func begin() { state.withLock { $0 = State() } }

  /// Something was done.
  package func note(_ effect: VerbEffect) { state.withLock { _ = $0.seen.insert(effect) } }

  /// A verb gave a reply.
  package func note(_ verb: any Verb.Type, _ reply: Reply) {
    let names = Set((verb.records + Records.ofShell).map { $0.name })
    let faults = reply.records.flatMap { record in
      let name = type(of: record).name
      return names.contains(name)
        ? Self.faults(of: record) : ["\(verb.name) gives “\(name)” and does not declare it"]
    }
    state.withLock { state in
      state.declared.formUnion(verb.effects)
      state.faults += faults
    }
  }

  private static func faults(of record: any ReplyRecord) -> [String] {
    let name = type(of: record).name
    guard let schema = schemas[name], let json = try? record.json() else {
      return ["\(name) has no schema, or cannot be written"]
    }
    return SchemaCheck().faults(of: json, schema).map { "\(name): \($0)" }
  }

  /// Says what a line's verbs did that they do not declare.
  ///
  /// - Throws: `WorkbenchError` naming it.
  package func check(_ line: String) throws {
    let state = state.withLock { $0 }
    let isRedirected = line.contains { ">|".contains($0) }
    let undeclared = state.seen.subtracting(state.declared).filter {
      !(isRedirected && ($0 == .writesFiles || $0 == .readsFiles))
    }
    let faults =
      state.faults + undeclared.map { "“\(line)” \($0.rawValue) and does not declare it" }
    guard faults.isEmpty else {
      throw WorkbenchError(faults.joined(separator: "; "), hint: "declare it, or do it not")
    }
  }

  /// The same files; reading and writing are noted.
  package func watching(_ files: Files, workspace: String) -> Files {
    Files(
      read: { [self] path in
        // What the workspace holds is read by all.
        if !path.hasPrefix(workspace + "/") { note(.readsFiles) }
        return try files.read(path)
      },
      write: { [self] path, bytes in
        note(.writesFiles)
        try files.write(path, bytes)
      }, list: files.list)
  }
}

/// A sandbox whose runs are noted.
package struct WatchedSandbox: Sandbox {
  private let base = AnswerSandbox()
  private let conduct: Conduct

  package init(conduct: Conduct) { self.conduct = conduct }

  package var judges: [any JudgeKind.Type] { base.judges }

  package func run(_ run: TestRun) async throws -> Verdict {
    conduct.note(.startsPrograms)
    return try await base.run(run)
  }

  package func status(python: String?) async -> SandboxStatus {
    conduct.note(.startsPrograms)
    return await base.status(python: python)
  }
}

/// A provider whose calls are noted.
struct WatchedProvider: ModelProvider {
  let base: any ModelProvider
  let conduct: Conduct

  var name: String { base.name }
  var endpoint: String { base.endpoint }

  func models() async throws -> [ListedModel] { try await base.models() }

  func generate(
    _ request: GenerationRequest, in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    conduct.note(.spends)
    return base.generate(request, in: context)
  }
}
