import FoundationEssentials
import Problems
import TestKit
import Testing

@Suite(.paced) struct `Gzip data` {
  @Test(arguments: vectors)
  func `Unpacks what deflate wrote`(_ vector: Vector) throws {
    #expect(try Gzip.inflate(vector.packed, name: "x.gz") == vector.plain)
  }

  @Test func `Members follow one another, zero bytes pad the end`() throws {
    let (first, second) = (Self.vectors[0], Self.vectors[1])
    let packed = first.packed + second.packed + [0, 0, 0]
    #expect(try Gzip.inflate(packed, name: "x.gz") == first.plain + second.plain)
  }

  @Test(arguments: vectors, [1, 7, 4096])
  func `It may come in pieces of any size`(_ vector: Vector, _ size: Int) throws {
    var rest = vector.packed[...]
    var reader = GzipReader(name: "x.gz") {
      defer { rest = rest.dropFirst(size) }
      return Array(rest.prefix(size))
    }
    var plain: [UInt8] = []
    while true {
      let piece = try reader.next()
      if piece.isEmpty { break }
      plain += piece
    }
    #expect(plain == vector.plain)
  }

  @Test func `Much data comes out in pieces, and distances reach over them`() throws {
    var rest = Self.long.packed
    var reader = GzipReader(name: "x.gz") {
      defer { rest = [] }
      return rest
    }
    var pieces: [Int] = []
    var plain: [UInt8] = []
    while true {
      let piece = try reader.next()
      if piece.isEmpty { break }
      pieces.append(piece.count)
      plain += piece
    }
    #expect(plain == Self.long.plain)
    #expect(pieces.count == 5)
    #expect(pieces.allSatisfy { $0 < 1 << 17 })
  }

  @Test(arguments: vectors)
  func `Any missing end is named`(_ vector: Vector) {
    for count in 0..<vector.packed.count {
      #expect(throws: GzipError(file: "x.gz", fault: .truncated)) {
        try Gzip.inflate(Array(vector.packed[..<count]), name: "x.gz")
      }
    }
  }

  @Test(arguments: damages)
  func `Damage is named`(_ damage: Damage) {
    var packed = Self.vectors[0].packed
    damage.change(&packed)
    #expect(throws: GzipError(file: "x.gz", fault: damage.fault)) {
      try Gzip.inflate(packed, name: "x.gz", limit: damage.limit)
    }
  }

  @Test(arguments: 0..<6)
  func `Changed bytes give an error or a checked result, never a trap`(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    for vector in Self.vectors {
      for _ in 0..<200 {
        var packed = vector.packed
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let offset = Int.random(in: 0..<packed.count, using: &random)
          packed[offset] = UInt8.random(in: 0...255, using: &random)
        }
        guard let plain = try? Gzip.inflate(packed, name: "x.gz", limit: 1 << 20) else { continue }
        #expect(plain == vector.plain)
      }
    }
  }

  @Test func `Random bits behind a right header never trap`() {
    var random = SeededRandom(seed: 99)
    for _ in 0..<2000 {
      let noise = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
      let packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + noise
      #expect(throws: GzipError.self) {
        try Gzip.inflate(packed, name: "x.gz", limit: 1 << 16)
      }
    }
  }

  @Test func `An error says what to try`() {
    let error = GzipError(file: "a.jsonl.gz", fault: .truncated)
    #expect(
      error.description
        == "a.jsonl.gz: the gzip data ends too early (try: copy or download the file again)")
  }

  /// A packed file and what it stands for.
  struct Vector: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var packed: [UInt8]
    var plain: [UInt8]

    init(_ name: String, _ base64: String, _ plain: String) {
      testDescription = name
      packed = Data(base64Encoded: base64).map(Array.init) ?? []
      self.plain = Array(plain.utf8)
    }
  }

  /// A change to the first vector and what must be said of it.
  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var fault: GzipError.Fault
    var limit = 1 << 20
    var change: @Sendable (inout [UInt8]) -> Void
  }

  private static let damages = [
    Damage(testDescription: "header", fault: .badHeader) { $0[0] = 0 },
    Damage(testDescription: "reserved flags", fault: .badHeader) { $0[3] = 0x80 },
    Damage(testDescription: "method", fault: .unknownMethod(7)) { $0[2] = 7 },
    Damage(testDescription: "checksum", fault: .wrongChecksum) { $0[$0.count - 8] ^= 1 },
    Damage(testDescription: "length", fault: .wrongLength) { $0[$0.count - 4] ^= 1 },
    Damage(testDescription: "something behind", fault: .trailingBytes(offset: 345)) { $0 += [1] },
    Damage(
      testDescription: "block type", fault: .corrupt(offset: 11, reason: "unknown block type")
    ) { $0[10] |= 6 },
    Damage(testDescription: "too much", fault: .tooLarge(limit: 1809), limit: 1809) { _ in },
  ]

  private static let lines = (0..<120).map { line in
    let start = line * line % 7
    return "line \(line): \(String(Array("abcdefghij")[start..<min(start + 5, 10)]))\n"
  }.joined()

  private static let long = Vector(
    "longer than a piece",
    """
    H4sIAAAAAAAC/+3FoQ0AMAgAsFd2HFMIEiTXcwS2Nc2K3/NSkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJ\
    kiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJ\
    kiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJ\
    kiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJ\
    kiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJ\
    kiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJkiRJ\
    kiRJkiRJkiRJknRrAT+jfALARQQA
    """, String(repeating: "koderz ", count: 40_000))

  static let vectors = [
    Vector(
      "dynamic codes",
      """
      H4sIAAAAAAAA/12US27DQAxD9z2FjzCa0de3aVMnDRDk/svAMFDgaUnIkmiKw9fzfWxj375/br/H1+tEsm8nuF9o7ttxf/w9L7\
      T27Sw9LqRAhi8dUwIbErVCnwwMFSEkHVmYJMofMVadvcHJSUhWc1AUwaI5WV3spUzTCMlqBkclFxWqa/A41GpNQrJaylGGRYvnW8\
      FearWKriArpZ90YpHygqrspVbqhGSltJUWFhkvaIJeo1ZGnxtZGX1lzkW8oCV7qZXT7U5WTl/5wiLnBb29P2rldLuTldNXwUAIXj\
      D4BoNaBd0eZBUtFpgLwQsG32BSq6Tbk6ySvkomQ/KCyTeY1Crp9iSroq+KyVC8YPENFrUqur3IquirYjIULyhjtFRtOTpmw6t9r2\
      0e80GGt3q0/hano1qsN35Cj4kwJqQnvWjrtzbfG278JNu8/7T4AEqlVfMSBwAA
      """, lines),
    Vector("fixed codes", "H4sIAAAAAAAA/8tIzcnJV8hAkACAiPnlEQAAAA==", "hello hello hello"),
    Vector("stored", "H4sIAAAAAAAA/wEMAPP/c3RvcmVkIGJ5dGVzeHemDwwAAAA=", "stored bytes"),
    Vector("empty", "H4sIAAAAAAAA/wMAAAAAAAAAAAA=", ""),
    Vector(
      "every optional header field",
      "H4sIHgAAAAAA/wMAeHl6bmFtZQBjb21tZW50AAAAy0vMTU0BAIfM4HEFAAAA", "named"),
  ]
}
