import CanonicalJSON
import CanonicalJSON
import Foundation
import TestKit
import Testing

/// Values go through koderz's own coders as they would through Foundation's.
struct JSONCodingTests {
  private struct Sample: Codable, Hashable {
    struct Part: Codable, Hashable {
      var name: String
      var ranks: [Int]
      var next: [Part]
    }

    enum Colour: String, Codable, CaseIterable { case red, green, blue }

    var text: String
    var flag: Bool
    var whole: Int
    var small: UInt8
    var real: Double
    var missing: String?
    var colour: Colour
    var parts: [Part]
    var table: [String: Int]
    var grid: [[Double]]
    var holes: [Int?]

    init(_ random: inout SeededRandom) {
      text = Self.text(&random)
      flag = .random(using: &random)
      whole = .random(in: .min ... .max, using: &random)
      small = .random(in: 0...255, using: &random)
      real = .random(in: -1e9...1e9, using: &random)
      missing = Bool.random(using: &random) ? Self.text(&random) : nil
      colour = Colour.allCases.randomElement(using: &random) ?? .red
      parts = Self.parts(&random, depth: 0)
      table = Dictionary(
        (0..<Int.random(in: 0..<4, using: &random)).map { ("\($0) é", $0) }, uniquingKeysWith: +)
      grid = (0..<Int.random(in: 0..<3, using: &random)).map { row in
        (0..<row).map { Double($0) / 4 }
      }
      holes = (0..<Int.random(in: 0..<4, using: &random)).map { $0.isMultiple(of: 2) ? nil : $0 }
    }

    private static func text(_ random: inout SeededRandom) -> String {
      let letters = ["a", "\"", "\\", "\n", "\u{1}", "é", "漢", "😀", "/", " "]
      return (0..<Int.random(in: 0..<9, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? ""
      }.joined()
    }

    private static func parts(_ random: inout SeededRandom, depth: Int) -> [Part] {
      guard depth < 3 else { return [] }
      return (0..<Int.random(in: 0..<3, using: &random)).map { number in
        Part(
          name: text(&random), ranks: Array(0..<number), next: parts(&random, depth: depth + 1))
      }
    }
  }

  @Test(arguments: 0..<200)
  func `what is written reads back, here and in Foundation`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let sample = Sample(&random)
    let text = try JSONValue(encoding: sample).canonical
    #expect(try Sample(canonicalJSON: text) == sample)
    #expect(try JSONDecoder().decode(Sample.self, from: Data(text.utf8)) == sample)
    let foundations = String(decoding: try JSONEncoder().encode(sample), as: UTF8.self)
    #expect(try Sample(canonicalJSON: foundations) == sample)
    #expect(try JSONValue(parsing: foundations).canonical == text)
  }

  @Test(
    arguments: [
      #"{"whole":1}"#, #"{"whole":1.5,"name":"a"}"#, #"{"whole":"1","name":"a"}"#,
      #"{"whole":1,"name":null}"#, #"{"whole":99999999999999999999,"name":"a"}"#, "[]", "1",
    ])
  func `what does not fit is refused`(text: String) {
    struct Small: Decodable {
      var whole: Int
      var name: String
    }
    #expect(throws: DecodingError.self) { try Small(canonicalJSON: text) }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Small.self, from: Data(text.utf8))
    }
  }

  @Test func `of a repeated key the last one counts, however it is spelled`() throws {
    struct One: Decodable { var key: Int }
    #expect(try One(canonicalJSON: #"{"key":1,"\u006bey":2}"#).key == 2)
    #expect(try One(canonicalJSON: #"{"\u006bey":2,"key":1}"#).key == 1)
  }
}
