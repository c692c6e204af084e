import CanonicalJSON
import Experiments

/// Canonical JSON, SHA-256, and the sealing and reading of an event.
struct JSONBenchmark: Benchmark {
  let name = "json"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    var draft = SessionDraft(problems: Array(try bench.loadProblems().prefix(2)))
    var records: [EventRecord] = []
    var previous = ContentHash.none
    while records.count < 1000 {
      let (drafts, _) = draft.nextVerb()
      for one in drafts {
        records.append(
          try EventRecord(
            sealing: one, ordinal: records.count + 1, previous: previous,
            at: Timestamp(milliseconds: 1_795_000_000_000)))
        previous = records[records.count - 1].hash
      }
    }
    let payloads = records.map { Array($0.payload.utf8) }
    let values = try payloads.map { try JSONValue(parsing: $0) }
    let drafts = try records.map { EventDraft(try $0.event().payload) }
    let megabytes = Double(payloads.map(\.count).reduce(0, +)) / 1_000_000
    let text = String(repeating: "def f(x): return x\n", count: 100_000)
    var (parse, write, digest) = (Samples(), Samples(), Samples())
    var (seal, read) = (Samples(), Samples())
    for _ in 0..<bench.rounds {
      parse.add(try Stopwatch.lap { for one in payloads { try consume(one) } })
      write.add(Stopwatch.lap { for one in values { blackHole(one.canonical) } })
      digest.add(Stopwatch.lap { blackHole(ContentHash(of: text)) })
      read.add(try Stopwatch.lap { for one in records { blackHole(try one.event()) } })
      seal.add(
        try Stopwatch.lap {
          for one in drafts {
            blackHole(
              try EventRecord(
                sealing: one, ordinal: 1, previous: .none, at: Timestamp(milliseconds: 0)))
          }
        })
    }
    let size = JSONValue.number(megabytes.rounded)
    return [
      Figure(name: "parse 1,000 payloads", samples: parse, details: ["megabytes": size]),
      Figure(name: "write 1,000 payloads", samples: write, details: ["megabytes": size]),
      Figure(name: "SHA-256 of 1.9 MB", samples: digest),
      Figure(name: "seal 1,000 events", samples: seal),
      Figure(name: "read 1,000 events", samples: read),
    ]
  }

  private func consume(_ bytes: [UInt8]) throws { blackHole(try JSONValue(parsing: bytes)) }
}

/// Takes a result, so that the optimiser cannot leave out what made it.
@inline(never)
func blackHole(_ value: some Any) {}
