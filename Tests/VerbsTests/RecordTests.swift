import CanonicalJSON
import Presentation
import RecordTesting
import TestKit
import Testing
import Verbs
import WorkbenchTesting

/// Records, their schemas, and what verbs declare of them.
@Suite(.paced)
struct RecordTests {
  @Test(arguments: Records.all.map { $0.name })
  func `every member of a record says what it means, and no other is explained`(
    name: String
  ) throws {
    let record = try #require(Records.all.first { $0.name == name })
    guard case .object(let members) = try ValueShape(of: record) else {
      Issue.record("\(name) is no object")
      return
    }
    #expect(Set(members.map(\.key)) == Set(record.members.keys))
    #expect(Self.unexplained(members, in: name) == [])
    #expect(!record.summary.isEmpty && record.summary.hasSuffix("."))
    #expect(members.allSatisfy { $0.key != "event" })
  }

  private static func unexplained(_ members: [ValueShape.Member], in path: String) -> [String] {
    members.flatMap { member in
      (member.help.isEmpty ? ["\(path).\(member.key)"] : [])
        + unexplained(inside(member.shape), in: "\(path).\(member.key)")
    }
  }

  private static func inside(_ shape: ValueShape) -> [ValueShape.Member] {
    switch shape {
    case .object(let members): members
    case .array(let element): inside(element)
    default: []
    }
  }

  @Test func `no two types of records have one name`() {
    let types = (Records.ofShell + VerbRegistry.all.flatMap { $0.records })
    for name in Set(types.map { $0.name }) {
      let same = Set(types.filter { $0.name == name }.map { ObjectIdentifier($0) })
      #expect(same.count == 1, "\(name)")
    }
  }

  @Test func `a schema takes the record it was read from and refuses a changed one`() throws {
    let schema = try RecordSchema.of(TextRecord.self)
    let record = try TextRecord(verb: "log", text: ["a"]).json()
    #expect(SchemaCheck().faults(of: record, schema) == [])
    let changed: [(JSONValue, String)] = [
      (["event": "text", "verb": "log"], "$: text is missing"),
      (["event": "text", "verb": 1, "text": []], "$.verb: 1 is no string"),
      (["event": "text", "verb": "log", "text": [2]], "$.text[0]: 2 is no string"),
      (["event": "note", "verb": "log", "text": []], #"$.event: "note" is not "text""#),
      (["event": "text", "verb": "log", "text": [], "more": 1], "$: more is not declared"),
    ]
    for (record, fault) in changed {
      #expect(SchemaCheck().faults(of: record, schema) == [fault])
    }
  }

  @Test func `the document takes a line by one of its alternatives`() throws {
    let document = try JSONValue(parsing: RecordSchema.document(of: Records.all))
    let check = SchemaCheck(document: document)
    let schema: JSONValue = ["oneOf": document["oneOf"] ?? []]
    #expect(check.faults(of: ["event": "note", "text": "a"], schema) == [])
    #expect(
      check.faults(of: ["event": "note", "texts": "a"], schema)
        == ["$: fits 0 of the alternatives"])
  }

  @Test func `a verb declares the records and effects of the verbs inside it`() {
    for verb in VerbRegistry.all where !verb.parts.isEmpty {
      #expect(verb.effects == verb.effectsOfParts, "\(verb.name)")
      #expect(
        Set(verb.records.map { $0.name }) == Set(verb.recordsOfParts.map { $0.name }),
        "\(verb.name)")
    }
  }

  @Test func `a record that is not declared is a fault`() {
    let conduct = Conduct()
    conduct.note(Why.self, Reply(records: [JudgedRecord.empty]))
    #expect(throws: (any Error).self) { try conduct.check("why") }
  }

  @Test func `what a verb does and does not declare is a fault`() throws {
    let conduct = Conduct()
    conduct.note(Why.self, Reply())
    try conduct.check("why")
    conduct.note(.spends)
    #expect(throws: (any Error).self) { try conduct.check("why") }
  }
}

extension JudgedRecord {
  fileprivate static let empty = JudgedRecord(
    judged: 0, passed: 0, problems: 0, problemsWithoutSamples: 0, outcomes: [], rates: [],
    unreadable: 0, unreadableLines: [], failedRuns: 0)
}
