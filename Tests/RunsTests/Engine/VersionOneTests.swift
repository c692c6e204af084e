import Experiments
import Runs
import StoreTesting
import Testing

/// A session that koderz wrote before events named their place and their line.
///
/// `Fixtures/version-1.jsonl` is its export: 121 events with retries, forks, reviews, undo, a spec and
/// code by hand, two problems, and a request that waits.
@Suite
struct VersionOneTests {
  private func opened() async throws -> OpenSession {
    let session = EngineBench.session(
      on: MemorySessionStore(), CountedProvider(),
      files: ["/old.jsonl": PackageResources.version_1_jsonl])
    let count = try await session.importSession(from: "/old.jsonl", as: "old")
    #expect(count == 121)
    return session
  }

  @Test func `it opens, and its chain holds`() async throws {
    let session = try await opened()
    #expect(try await session.verify().count == 121)
    #expect(await session.state.format == 1)
  }

  @Test func `cut off after any event, it opens and one goes on with it`() async throws {
    var lines = TextLine.split(String(decoding: PackageResources.version_1_jsonl, as: UTF8.self))
      .map { String($0.text) }
    while lines.count > 12 {
      lines.removeLast()
      let session = EngineBench.session(
        on: MemorySessionStore(), CountedProvider(),
        files: ["/cut.jsonl": Array(lines.joined(separator: "\n").utf8)])
      _ = try await session.importSession(from: "/cut.jsonl", as: "cut")
      if let place = try? await session.here(), lines.count.isMultiple(of: 5) {
        _ = try? await session.step(at: place)
      }
      _ = try await session.verify()
    }
  }

  @Test func `its tree is as it was shown then`() async throws {
    let experiment = try await opened().experiment("Starter/1")
    #expect(experiment.attempts.map(\.parent) == [0, 1, 2, 2, 2, 1, 0, 7, 7, 3])
    let branches = Dictionary(
      uniqueKeysWithValues: experiment.position.branches.map { ($0.name, $0.tip) })
    #expect(
      branches == ["main": 10, "A": 3, "main-2": 4, "main-3": 5, "main-4": 6, "B": 9])
    #expect(experiment.position.head == 10)
    #expect(experiment.position.branch == "main")
    #expect(experiment.position.bookmarks == ["here": 7])
    #expect(experiment.attempts.map(\.isByHand).lastIndex(of: true) == 8)
    #expect(experiment.position.draft?.stage == .request)
  }

  @Test func `it is exported as it was`() async throws {
    let session = try await opened()
    let count = try await session.export(to: "/new.jsonl")
    #expect(count.events == 121)
    let (old, new) = (
      Set(
        TextLine.split(String(decoding: PackageResources.version_1_jsonl, as: UTF8.self)).map(
          \.text)),
      Set(
        TextLine.split(
          String(decoding: try session.services.files.read("/new.jsonl"), as: UTF8.self)
        ).map(\.text))
    )
    #expect(old == new)
  }

  @Test func `one goes on with it by the new rules, and undo takes back either`() async throws {
    let session = try await opened()
    let before = await session.state
    let place = try await session.experiment("Starter/1").place
    _ = try await CommandScope("step").run { try await session.step(at: place) }
    _ = try await session.verify()
    let experiment = try await session.experiment("Starter/1")
    #expect(experiment.attempts.count == 11)
    #expect(experiment.attempts.last?.parent == 10)
    let depth = await session.state.history.past.count
    for _ in 0..<depth { try await session.undo() }
    #expect(try await session.experiment("Starter/1").position.head == 0)
    for _ in 0..<depth { try await session.redo() }
    #expect(try await session.experiment("Starter/1").position.head == experiment.position.head)
    #expect(await session.state.settings == before.settings)
    _ = try await session.verify()
  }
}
